package ovhsim

import "strings"

// otherRoutes stand for the rest of the API: the account has none of these
// services, so lists are empty and everything else does not exist. They check
// rules like any other call.
func otherRoutes() []route {
	return []route{
		{method: "GET", path: "/cloud/project", about: "List available services", response: "string[]", handle: emptyList},
		{method: "GET", path: "/cloud/project/{serviceName}", about: "Get this object properties", response: "cloud.Project", handle: noService},
		{method: "GET", path: "/cloud/project/{serviceName}/instance", about: "Get all instances", response: "cloud.instance.Instance[]", handle: noService},
		{method: "POST", path: "/cloud/project/{serviceName}/instance", about: "Create a new instance", response: "cloud.instance.InstanceDetail", body: "cloud.ProjectInstanceCreation", handle: noService},
		{method: "DELETE", path: "/cloud/project/{serviceName}/instance/{instanceId}", about: "Delete an instance", response: "void", handle: noService},
		{method: "GET", path: "/dedicated/server", about: "List available services", response: "string[]", handle: emptyList},
		{method: "GET", path: "/dedicated/server/{serviceName}", about: "Get this object properties", response: "dedicated.server.Dedicated", handle: noService},
		{method: "PUT", path: "/dedicated/server/{serviceName}", about: "Alter this object properties", response: "void", body: "dedicated.server.Dedicated", handle: noService},
		{method: "POST", path: "/dedicated/server/{serviceName}/reboot", about: "Hard reboot this server", response: "dedicated.server.Task", handle: noService},
		{method: "GET", path: "/order/catalog/formatted", about: "List of commercial catalogs", response: "string[]", open: true, state: "DEPRECATED", handle: emptyList},
		{method: "GET", path: "/sms", about: "List available services", response: "string[]", handle: emptyList},
		{method: "GET", path: "/sms/{serviceName}", about: "Get this object properties", response: "sms.Account", handle: noService},
		{method: "POST", path: "/sms/{serviceName}/jobs", about: "Add one or several sending jobs", response: "sms.SmsSendingReport", body: "sms.JobCreation", handle: noService},
		{method: "GET", path: "/vps", about: "List available services", response: "string[]", handle: emptyList},
		{method: "GET", path: "/vps/{serviceName}", about: "Get this object properties", response: "vps.VPS", handle: noService},
		{method: "POST", path: "/vps/{serviceName}/reboot", about: "Request a reboot of the virtual server", response: "vps.Task", handle: noService},
		{method: "GET", path: "/vrack", about: "List available services", response: "string[]", handle: emptyList},
		{method: "GET", path: "/vrack/{serviceName}", about: "Get this object properties", response: "vrack.vrack", handle: noService},
	}
}

// v2Routes are a little of the new branch, whose access rules begin with /v2.
func v2Routes() []route {
	return []route{
		{method: "GET", path: "/v2/iam/policy", about: "List all policies", response: "iam.policy[]", handle: emptyList},
		{method: "GET", path: "/v2/iam/policy/{policyId}", about: "Retrieve the given policy", response: "iam.policy", handle: noPolicy},
		{method: "GET", path: "/v2/iam/resource", about: "List all resources", response: "iam.resource[]", state: "BETA", handle: emptyList},
	}
}

func emptyList(*call) answer { return ok([]string{}) }

func noService(*call) answer { return refuse(noSuchService) }

func noPolicy(c *call) answer {
	return refuse(noSuchObject("policyId", strings.ToLower(c.vars["policyId"])))
}
