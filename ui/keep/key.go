package keep

import "ovh-tokens/config/keeping"

// Key is what is kept: a consumer key with the application it belongs to.
type Key = keeping.Key
