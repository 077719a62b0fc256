package ovhapi

import (
	"context"
	"net/http"
	"strconv"
)

// CredentialsOf lists the ids of the account's tokens of one application: GET
// /me/api/credential with the filter applicationId (schema me.json of 2026-04).
func (c *Client) CredentialsOf(ctx context.Context, applicationID int64) ([]int64, error) {
	var ids []int64
	path := listRoute + "?applicationId=" + strconv.FormatInt(applicationID, 10)
	_, err := c.do(ctx, call{method: http.MethodGet, path: path, signed: true}, &ids)
	return ids, err
}
