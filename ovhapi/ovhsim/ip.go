package ovhsim

import "slices"

// ownBlocks are the addresses of the account, from the ranges kept for
// documentation.
var ownBlocks = []string{"203.0.113.16/28", "198.51.100.7/32", "2001:db8:40::/56"}

// ipRoutes are the part of /ip that reads.
func ipRoutes() []route {
	return []route{
		{method: "GET", path: "/ip", about: "List all your IPs", response: "ipBlock[]", handle: listBlocks},
		{method: "GET", path: "/ip/{ip}", about: "Get IP information", response: "ip.Ip", handle: showBlock},
		{method: "GET", path: "/ip/{ip}/reverse", about: "List all reverse of your IP", response: "ip[]", handle: listReverse},
	}
}

func listBlocks(c *call) answer {
	if c.token.Owner != Owner {
		return ok([]string{})
	}
	return ok(slices.Clone(ownBlocks))
}

// inBlock runs a handler on the block in the path, which clients escape:
// /ip/203.0.113.16%2F28.
func (c *call) inBlock(do func(block string) answer) answer {
	block := c.vars["ip"]
	if c.token.Owner != Owner || !slices.Contains(ownBlocks, block) {
		return refuse(noSuchService)
	}
	return do(block)
}

func showBlock(c *call) answer {
	return c.inBlock(func(block string) answer {
		return ok(map[string]any{"ip": block, "type": "failover", "country": "ca", "canBeTerminated": true, "routedTo": nil, "description": nil})
	})
}

func listReverse(c *call) answer {
	return c.inBlock(func(string) answer { return ok([]string{}) })
}
