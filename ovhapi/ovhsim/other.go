package ovhsim

// otherRoutes stand for the rest of the API: the account has none of these
// services, so lists are empty and everything else does not exist. They check
// rules like any other call.
func otherRoutes() []route {
	return joined(
		table("/dedicated/server", absent, dedicatedRows),
		table("/dedicatedCloud", absent, privateCloudRows),
		cartRoutes(),
		[]route{{method: "GET", path: "/order/catalog/formatted", about: "List of commercial catalogs", response: "string[]", open: true, state: "DEPRECATED", handle: emptyList}},
		serviceRoutes(),
		table("/sms", absent, smsRows),
		table("/vps", absent, vpsRows),
		table("/vrack", absent, vrackRows),
		table("/ipLoadbalancing", absent, balancerRows),
		table("/dbaas/logs", absent, logsRows),
		table("/email/domain", absent, emailRows),
		table("/hosting/web", absent, hostingRows),
		table("/hosting/privateDatabase", absent, privateDatabaseRows),
		table("/ssl", absent, sslRows),
		table("/storage/netapp", absent, netappRows),
	)
}

func emptyList(*call) answer { return ok([]string{}) }

func noService(*call) answer { return refuse(noSuchService) }

var dedicatedRows = []row{
	{"GET", "", "List available services", "string[]"},
	{"GET", "/{serviceName}", "Get this object properties", "dedicated.server.Dedicated"},
	{"PUT", "/{serviceName}", "Alter this object properties", "void"},
	{"GET", "/{serviceName}/boot", "List what the server can boot from", "long[]"},
	{"GET", "/{serviceName}/boot/{bootId}", "Show something to boot from", "dedicated.server.Netboot"},
	{"GET", "/{serviceName}/features/backupFTP", "Show the backup space of the server", "dedicated.server.BackupFtp"},
	{"POST", "/{serviceName}/features/backupFTP", "Make the backup space of the server", "dedicated.server.Task"},
	{"GET", "/{serviceName}/features/ipmi", "Tell which remote consoles there are", "dedicated.server.Ipmi"},
	{"GET", "/{serviceName}/features/ipmi/access", "Show access to the remote console", "dedicated.server.IpmiAccessValue"},
	{"POST", "/{serviceName}/features/ipmi/access", "Ask for access to the remote console", "dedicated.server.Task"},
	{"GET", "/{serviceName}/install/compatibleTemplates", "List systems that can be installed", "dedicated.server.InstallationTemplates"},
	{"GET", "/{serviceName}/install/status", "Tell how far an installation is", "dedicated.server.InstallationProgressStatus"},
	{"GET", "/{serviceName}/intervention", "List work done on the server", "long[]"},
	{"GET", "/{serviceName}/ips", "List addresses of the server", "ipBlock[]"},
	{"GET", "/{serviceName}/networking", "Show how the server's network is arranged", "dedicated.server.Networking"},
	{"POST", "/{serviceName}/networking", "Arrange the server's network", "dedicated.server.Networking"},
	{"DELETE", "/{serviceName}/networking", "Put the server's network back", "void"},
	{"GET", "/{serviceName}/networkInterfaceController", "List network cards", "string[]"},
	{"POST", "/{serviceName}/reboot", "Hard reboot this server", "dedicated.server.Task"},
	{"POST", "/{serviceName}/reinstall", "Install the server anew", "dedicated.server.Task"},
	{"GET", "/{serviceName}/serviceInfos", "Show dates and renewal of the server", "services.Service"},
	{"PUT", "/{serviceName}/serviceInfos", "Change renewal of the server", "void"},
	{"GET", "/{serviceName}/specifications/hardware", "Show what the server is made of", "dedicated.server.HardwareSpecifications"},
	{"GET", "/{serviceName}/specifications/network", "Show what the server's network can do", "dedicated.server.NetworkSpecifications"},
	{"GET", "/{serviceName}/task", "List tasks of the server", "long[]"},
	{"GET", "/{serviceName}/task/{taskId}", "Show a task of the server", "dedicated.server.Task"},
	{"POST", "/{serviceName}/task/{taskId}/cancel", "Stop a task of the server", "void"},
	{"POST", "/{serviceName}/terminate", "Ask for the end of the server", "text"},
	{"GET", "/{serviceName}/virtualNetworkInterface", "List groups of network cards", "uuid[]"},
	{"GET", "/{serviceName}/vrack", "List private networks of the server", "string[]"},
	{"DELETE", "/{serviceName}/vrack/{vrack}", "Take the server out of a private network", "vrack.Task"},
}

var privateCloudRows = []row{
	{"GET", "", "List private clouds", "string[]"},
	{"GET", "/{serviceName}", "Show a private cloud", "dedicatedCloud.dedicatedCloud"},
	{"PUT", "/{serviceName}", "Change a private cloud", "void"},
	{"GET", "/{serviceName}/datacenter", "List datacentres of a private cloud", "long[]"},
	{"GET", "/{serviceName}/datacenter/{datacenterId}", "Show a datacentre", "dedicatedCloud.Datacenter"},
	{"GET", "/{serviceName}/serviceInfos", "Show dates and renewal of a private cloud", "services.Service"},
	{"GET", "/{serviceName}/task", "List tasks of a private cloud", "long[]"},
	{"GET", "/{serviceName}/user", "List users of a private cloud", "long[]"},
}

var vpsRows = []row{
	{"GET", "", "List available services", "string[]"},
	{"GET", "/{serviceName}", "Get this object properties", "vps.VPS"},
	{"PUT", "/{serviceName}", "Change a VPS", "void"},
	{"GET", "/{serviceName}/automatedBackup", "Show the automatic backup", "vps.AutomatedBackup"},
	{"GET", "/{serviceName}/automatedBackup/restorePoints", "List states that can be restored", "datetime[]"},
	{"POST", "/{serviceName}/automatedBackup/restore", "Go back to an earlier state", "vps.Task"},
	{"POST", "/{serviceName}/createSnapshot", "Take the snapshot of a VPS", "vps.Task"},
	{"GET", "/{serviceName}/datacenter", "Tell where a VPS stands", "vps.Datacenter"},
	{"GET", "/{serviceName}/disks", "List disks of a VPS", "long[]"},
	{"POST", "/{serviceName}/getConsoleUrl", "Open the console of a VPS", "text"},
	{"GET", "/{serviceName}/images/available", "List systems that can be installed", "string[]"},
	{"GET", "/{serviceName}/ips", "List addresses of a VPS", "ip[]"},
	{"GET", "/{serviceName}/option", "List options of a VPS", "vps.VpsOptionEnum[]"},
	{"POST", "/{serviceName}/reboot", "Request a reboot of the virtual server", "vps.Task"},
	{"POST", "/{serviceName}/rebuild", "Install a VPS anew", "vps.Task"},
	{"GET", "/{serviceName}/serviceInfos", "Show dates and renewal of a VPS", "services.Service"},
	{"GET", "/{serviceName}/snapshot", "Show the snapshot of a VPS", "vps.Snapshot"},
	{"DELETE", "/{serviceName}/snapshot", "Remove the snapshot of a VPS", "vps.Task"},
	{"POST", "/{serviceName}/snapshot/revert", "Go back to the snapshot", "vps.Task"},
	{"POST", "/{serviceName}/start", "Start a VPS", "vps.Task"},
	{"GET", "/{serviceName}/status", "Tell which services of a VPS answer", "vps.ip.ServiceStatus"},
	{"POST", "/{serviceName}/stop", "Stop a VPS", "vps.Task"},
	{"GET", "/{serviceName}/tasks", "List tasks of a VPS", "long[]"},
	{"GET", "/{serviceName}/tasks/{id}", "Show a task of a VPS", "vps.Task"},
}

var vrackRows = []row{
	{"GET", "", "List available services", "string[]"},
	{"GET", "/{serviceName}", "Get this object properties", "vrack.vrack"},
	{"PUT", "/{serviceName}", "Change the description of a private network", "void"},
	{"GET", "/{serviceName}/allowedServices", "List what could be put in", "vrack.AllowedServices"},
	{"GET", "/{serviceName}/cloudProject", "List cloud projects in the private network", "string[]"},
	{"POST", "/{serviceName}/cloudProject", "Put a cloud project in", "vrack.Task"},
	{"GET", "/{serviceName}/cloudProject/{project}", "Show a cloud project in the private network", "vrack.CloudProject"},
	{"DELETE", "/{serviceName}/cloudProject/{project}", "Take a cloud project out", "vrack.Task"},
	{"GET", "/{serviceName}/dedicatedServer", "List dedicated servers in the private network", "string[]"},
	{"POST", "/{serviceName}/dedicatedServer", "Put a dedicated server in", "vrack.Task"},
	{"DELETE", "/{serviceName}/dedicatedServer/{dedicatedServer}", "Take a dedicated server out", "vrack.Task"},
	{"GET", "/{serviceName}/ip", "List blocks in the private network", "ipBlock[]"},
	{"POST", "/{serviceName}/ip", "Put a block in", "vrack.Task"},
	{"DELETE", "/{serviceName}/ip/{ip}", "Take a block out", "vrack.Task"},
	{"GET", "/{serviceName}/task", "List tasks of the private network", "long[]"},
	{"GET", "/{serviceName}/task/{taskId}", "Show a task of the private network", "vrack.Task"},
}

var balancerRows = []row{
	{"GET", "", "List load balancers", "string[]"},
	{"GET", "/{serviceName}", "Show a load balancer", "ipLoadbalancing.Ip"},
	{"PUT", "/{serviceName}", "Change a load balancer", "void"},
	{"GET", "/{serviceName}/http/farm", "List groups of web servers", "long[]"},
	{"POST", "/{serviceName}/http/farm", "Add a group of web servers", "ipLoadbalancing.BackendHttp"},
	{"GET", "/{serviceName}/http/farm/{farmId}", "Show a group of web servers", "ipLoadbalancing.BackendHttp"},
	{"PUT", "/{serviceName}/http/farm/{farmId}", "Change a group of web servers", "void"},
	{"DELETE", "/{serviceName}/http/farm/{farmId}", "Remove a group of web servers", "void"},
	{"GET", "/{serviceName}/http/farm/{farmId}/server", "List web servers of a group", "long[]"},
	{"POST", "/{serviceName}/http/farm/{farmId}/server", "Add a web server to a group", "ipLoadbalancing.BackendHTTPServer"},
	{"PUT", "/{serviceName}/http/farm/{farmId}/server/{serverId}", "Change a web server of a group", "void"},
	{"DELETE", "/{serviceName}/http/farm/{farmId}/server/{serverId}", "Remove a web server of a group", "void"},
	{"GET", "/{serviceName}/http/frontend", "List entries for web traffic", "long[]"},
	{"POST", "/{serviceName}/http/frontend", "Add an entry for web traffic", "ipLoadbalancing.FrontendHttp"},
	{"DELETE", "/{serviceName}/http/frontend/{frontendId}", "Remove an entry for web traffic", "void"},
	{"POST", "/{serviceName}/refresh", "Apply all changes", "ipLoadbalancing.Task"},
	{"GET", "/{serviceName}/serviceInfos", "Show dates and renewal of a load balancer", "services.Service"},
	{"GET", "/{serviceName}/ssl", "List certificates of a load balancer", "long[]"},
	{"POST", "/{serviceName}/ssl", "Add a certificate", "ipLoadbalancing.Ssl"},
	{"DELETE", "/{serviceName}/ssl/{id}", "Remove a certificate", "void"},
	{"GET", "/{serviceName}/task", "List tasks of a load balancer", "long[]"},
	{"GET", "/{serviceName}/task/{id}", "Show a task of a load balancer", "ipLoadbalancing.Task"},
	{"GET", "/{serviceName}/tcp/farm", "List groups of servers", "long[]"},
	{"POST", "/{serviceName}/tcp/farm", "Add a group of servers", "ipLoadbalancing.BackendTcp"},
	{"GET", "/{serviceName}/tcp/frontend", "List entries for other traffic", "long[]"},
	{"POST", "/{serviceName}/tcp/frontend", "Add an entry for other traffic", "ipLoadbalancing.FrontendTcp"},
}

var netappRows = []row{
	{"GET", "", "List file storages", "storage.NetAppService[]"},
	{"GET", "/{serviceName}", "Show a file storage", "storage.NetAppService"},
	{"GET", "/{serviceName}/serviceInfos", "Show dates and renewal of a file storage", "services.Service"},
	{"GET", "/{serviceName}/share", "List volumes of a file storage", "storage.NetAppShare[]"},
	{"GET", "/{serviceName}/share/{shareId}", "Show a volume of a file storage", "storage.NetAppShare"},
}
