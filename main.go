// Command ovh-tokens requests, inspects and revokes the API tokens of an
// OVHcloud account in the terminal.
package main

import (
	"os"

	"ovh-tokens/ui/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:])) }
