package ovhsim

import "slices"

// ownBlocks are the addresses of the account, from the ranges kept for
// documentation.
var ownBlocks = []string{"203.0.113.16/28", "198.51.100.7/32", "2001:db8:40::/56"}

// ipRoutes are the addresses of the account and what is done with them.
func ipRoutes() []route {
	const one = "/ip/{ip}"
	reverse := shelf{kind: "ip.ReverseIp", key: "ipReverse", needs: []string{"ipReverse", "reverse"}, given: true, within: blockOf}
	firewall := shelf{kind: "ip.FirewallIp", key: "ipOnFirewall", needs: []string{"ipOnFirewall"}, given: true, within: blockOf}
	rules := shelf{kind: "ip.FirewallNetworkRule", key: "sequence", needs: []string{"action", "protocol", "sequence"}, given: true, within: firewall.holds(3)}
	mitigation := shelf{kind: "ip.MitigationIp", key: "ipOnMitigation", needs: []string{"ipOnMitigation"}, given: true, within: blockOf}
	return joined(
		[]route{
			{method: "GET", path: "/ip", about: "List all your IPs", response: "ipBlock[]", handle: listBlocks},
			{method: "GET", path: one, about: "Get IP information", response: "ip.Ip", handle: showBlock},
		},
		reverse.routes(one+"/reverse", "ipReverse", shelved{list: "List all reverse of your IP", add: "Set the reverse name of an address", show: "Show a reverse name", remove: "Remove a reverse name"}),
		firewall.routes(one+"/firewall", "ipOnFirewall", shelved{"List addresses with a firewall", "Put an address behind the firewall", "Show the firewall of an address", "Turn the firewall of an address on or off", "Take an address from the firewall"}),
		rules.routes(one+"/firewall/{ipOnFirewall}/rule", "sequence", shelved{list: "List firewall rules of an address", add: "Add a firewall rule", show: "Show a firewall rule", remove: "Remove a firewall rule"}),
		mitigation.routes(one+"/mitigation", "ipOnMitigation", shelved{"List addresses under mitigation", "Put an address under permanent mitigation", "Show the mitigation of an address", "Change the mitigation of an address", "Take an address from mitigation"}),
		table(one, inThisBlock, []row{
			{"PUT", "", "Change the description of a block", "void"},
			{"POST", "/move", "Route the block to another service", "ip.IpTask"},
			{"POST", "/park", "Detach the block from its service", "ip.IpTask"},
			{"POST", "/terminate", "Ask for the end of the block", "text"},
			{"GET", "/task", "List tasks of the block", "long[]"},
			{"GET", "/task/{taskId}", "Show a task of the block", "ip.IpTask"},
			{"GET", "/delegation", "List name servers a block is delegated to", "string[]"},
			{"GET", "/antihack", "List addresses blocked for attacks", "ipv4[]"},
			{"GET", "/spam", "List addresses blocked for spam", "ipv4[]"},
			{"POST", "/changeOrg", "Give the block to another organisation", "ip.IpTask"},
		}),
	)
}

// blockOf runs a call where its block is one of the account.
func blockOf(c *call, do func() answer) answer {
	return c.inBlock(func(string) answer { return do() })
}

func inThisBlock(c *call) answer {
	return c.inBlock(func(string) answer { return c.bareAfter(1) })
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
