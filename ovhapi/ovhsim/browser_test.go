//go:build browser

package ovhsim_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"ovh-tokens/ovhapi/ovhsim"
)

// browser starts a headless Chromium with nothing of the person's own in it.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := os.Getenv("CHROMIUM")
	if path == "" {
		path = "/usr/bin/chromium"
	}
	if _, err := exec.LookPath(path); err != nil {
		t.Fatalf("no browser at %s: install chromium or set CHROMIUM", path)
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Headless, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
	}
	ctx, cancel := context.WithTimeout(context.Background(), 90*time.Second)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return ctx
}

// landing serves the page that a redirection leads to.
func landing(t *testing.T) string {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<h1>Back in the program</h1>"))
	}))
	t.Cleanup(srv.Close)
	return srv.URL + "/back"
}

// TestPageInABrowser lets a real browser decide two requests: the content policy
// must let the form through to the redirection.
func TestPageInABrowser(t *testing.T) {
	c := start(t, ovhsim.Options{})
	ctx := browser(t)
	back := landing(t)
	const rules = `{"accessRules":[{"method":"GET","path":"/me"},{"method":"GET","path":"/me/*"}],"redirection":`

	link, key := c.ask(rules + `"` + back + `"}`)
	err := chromedp.Do(ctx,
		chromedp.Navigate(link),
		chromedp.Click(chromedp.CSS(`input[value="30d"]`)),
		chromedp.Click(chromedp.CSS(`button[value="authorize"]`)),
		chromedp.WaitVisible(`//h1[text()="Back in the program"]`),
	)
	if err != nil {
		t.Fatalf("authorize: %v", err)
	}
	if address, err := chromedp.Run(ctx, chromedp.Location()); err != nil || address != back {
		t.Fatalf("authorizing ended at %q: %v", address, err)
	}
	c.keys.ConsumerKey = key
	var token wireToken
	c.call("GET", "/auth/currentCredential", "").into(t, &token)
	if left := time.Until(*token.Expiration); left < 29*24*time.Hour || left > 30*24*time.Hour {
		t.Errorf("the token lasts %v, want 30 days", left)
	}

	refused, _ := c.ask(readMe)
	err = chromedp.Do(ctx,
		chromedp.Navigate(refused),
		chromedp.Click(chromedp.CSS(`button[value="refuse"]`)),
		chromedp.WaitVisible(`//h1[text()="Refused"]`),
		chromedp.Navigate(refused),
	)
	if err != nil {
		t.Fatalf("refuse: %v", err)
	}
	if heading, err := chromedp.Run(ctx, chromedp.Text(chromedp.CSS(`h1`))); err != nil || heading != "Error code: Invalid token" {
		t.Errorf("the refused link says %q: %v", heading, err)
	}
}

// TestPagePictures takes pictures of the page for people to look at, into the
// folder that PICTURES names, and checks that no width makes it scroll sideways.
func TestPagePictures(t *testing.T) {
	c := start(t, ovhsim.Options{})
	ctx := browser(t)
	link, _ := c.ask(`{"accessRules":[{"method":"GET","path":"/me"},{"method":"GET","path":"/me/api/credential"},{"method":"GET","path":"/me/api/credential/*"},{"method":"DELETE","path":"/me/api/credential/*"},
		{"method":"GET","path":"/domain/zone/*/record"},{"method":"POST","path":"/domain/zone/*/record"},{"method":"GET","path":"/*"},{"method":"POST","path":"/*"},{"method":"PUT","path":"/*"},{"method":"DELETE","path":"/*"}],
		"allowedIPs":["203.0.113.0/24","2001:db8:40::/48"],"redirection":"http://127.0.0.1:41234/validated/5f0c1d"}`)
	for name, v := range map[string]struct {
		width  int64
		scheme string
	}{
		"desktop-light": {1280, "light"}, "desktop-dark": {1280, "dark"}, "phone-light": {360, "light"}, "phone-dark": {360, "dark"},
	} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(v.width, 800), chromedp.Navigate(link)); err != nil {
			t.Fatal(err)
		}
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: v.scheme}}}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
			t.Fatal(err)
		}
		overflow, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > document.documentElement.clientWidth`))
		if err != nil || overflow {
			t.Errorf("%s: the page is wider than the screen, or can't be measured: %v", name, err)
		}
		picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
		if err != nil {
			t.Fatal(err)
		}
		if dir := os.Getenv("PICTURES"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
