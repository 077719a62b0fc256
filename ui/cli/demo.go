package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"ovh-tokens/config"
	"ovh-tokens/ovhapi/ovhsim"
	"ovh-tokens/ui/shell"
)

// demo is the invented account served in this process. Its ovh.conf stands in a
// folder that goes with it, so that everything can be tried and nothing stays.
type demo struct {
	sim *ovhsim.Server
	dir string
}

// startDemo serves the account until it is closed.
func startDemo(log *slog.Logger) (*demo, error) {
	d := &demo{sim: ovhsim.New(ovhsim.Options{Editor: true, Log: log})}
	if err := d.sim.Listen(context.Background(), "127.0.0.1:0"); err != nil {
		return nil, fmt.Errorf("starting the demo's API: %w", err)
	}
	if err := d.write(); err != nil {
		d.close()
		return nil, err
	}
	return d, nil
}

// write puts the demo's ovh.conf into a folder of its own.
func (d *demo) write() error {
	var err error
	if d.dir, err = os.MkdirTemp("", "ovh-tokens-demo-"); err != nil {
		return fmt.Errorf("making a folder for the demo: %w", err)
	}
	if err := os.WriteFile(d.conf(), []byte(d.sim.Config()), 0o600); err != nil {
		return fmt.Errorf("writing the demo's ovh.conf: %w", err)
	}
	return nil
}

func (d *demo) close() {
	_ = d.sim.Close()
	_ = os.RemoveAll(d.dir)
}

func (d *demo) conf() string { return filepath.Join(d.dir, "ovh.conf") }

// presets is where rule sets of one's own are kept while it lasts.
func (d *demo) presets() string { return filepath.Join(d.dir, "presets.txt") }

// sources are those of a machine that has the demo's keys and no others.
func (d *demo) sources() config.Sources { return config.Sources{ConfigFile: d.conf()} }

// connect points env at the demo.
func (d *demo) connect(env *shell.Env) error {
	env.Sources, env.PresetsFile = d.sources(), d.presets()
	m, client, err := env.Look()
	if err != nil {
		return err
	}
	if client == nil {
		return errors.New("the demo's own ovh.conf is not complete")
	}
	env.Use(m, client)
	env.Keeper, env.Fleeting, env.Place, env.Origin = config.NewMemoryState(), true, "demo", ""
	return nil
}
