package doctor_test

import "encoding/base64"

func encoded(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
