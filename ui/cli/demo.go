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

func (d demo) close() {
	_ = d.sim.Close()
	_ = os.RemoveAll(d.dir)
}

// startDemo serves the account and points env at it.
func startDemo(ctx context.Context, env *shell.Env, log *slog.Logger) (demo, error) {
	d := demo{sim: ovhsim.New(ovhsim.Options{Editor: true, Log: log})}
	if err := d.sim.Listen(ctx, "127.0.0.1:0"); err != nil {
		return d, fmt.Errorf("starting the demo's API: %w", err)
	}
	err := d.connect(env)
	if err != nil {
		d.close()
	}
	return d, err
}

// connect writes the demo's ovh.conf and reads it as any other.
func (d *demo) connect(env *shell.Env) error {
	var err error
	if d.dir, err = os.MkdirTemp("", "ovh-tokens-demo-"); err != nil {
		return fmt.Errorf("making a folder for the demo: %w", err)
	}
	file := filepath.Join(d.dir, "ovh.conf")
	if err := os.WriteFile(file, []byte(d.sim.Config()), 0o600); err != nil {
		return fmt.Errorf("writing the demo's ovh.conf: %w", err)
	}
	env.Sources, env.PresetsFile = config.Sources{ConfigFile: file}, filepath.Join(d.dir, "presets.txt")
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
