package setup

import (
	"strings"
	"testing"
)

const (
	testKey    = "appkey0123456789"
	testSecret = "appsecret0123456789appsecret0123"
	testToken  = "consumer0123456789consumer012345"
)

func TestPasteOfSeveralKeysIsUnderstood(t *testing.T) {
	t.Parallel()
	const both, all = testKey + " " + testSecret + " ", testKey + " " + testSecret + " " + testToken
	for name, test := range map[string]struct{ text, want, endpoint string }{
		"two lines":           {testKey + "\n" + testSecret, both, ""},
		"two lines of a Mac":  {testKey + "\r" + testSecret + "\r", both, ""},
		"the other way round": {testSecret + "\r\n" + testKey + "\r\n", both, ""},
		"three lines":         {testKey + "\n" + testSecret + "\n" + testToken, all, ""},
		"one line":            {"  " + testKey + "\t" + testSecret + " ", both, ""},
		"ovh.conf": {
			"[default]\nendpoint=ovh-us\n[ovh-us]\n; mine\napplication_key=" + testKey + "\napplication_secret = " + testSecret + " ; x\nconsumer_key=" + testToken + "\n",
			all, "ovh-us",
		},
		"a section alone":   {"[ovh-ca]\napplication_key=" + testKey + "\napplication_secret=" + testSecret, both, "ovh-ca"},
		"a named profile":   {"[profile:x]\nendpoint=ovh-ca\napplication_key=" + testKey + "\napplication_secret=" + testSecret, both, "ovh-ca"},
		"lines of one":      {"application_key=" + testKey + "\napplication_secret=" + testSecret, both, ""},
		"one name only":     {"application_secret: " + testSecret, " " + testSecret + " ", ""},
		"short names":       {"AK: " + testKey + " AS: " + testSecret, both, ""},
		"short, lower case": {"ak=" + testKey + ", as=" + testSecret + ", ck=" + testToken, all, ""},
		"environment":       {"export OVH_ENDPOINT=ovh-ca\nexport OVH_APPLICATION_KEY='" + testKey + "'\nexport OVH_APPLICATION_SECRET=\"" + testSecret + "\"", both, "ovh-ca"},
		"JSON":              {`{"applicationKey": "` + testKey + `", "applicationSecret":"` + testSecret + `","consumerKey":"` + testToken + `","state":"x"}`, all, ""},
		"nested JSON":       {`{"endpoint":"ovh-us","keys":{"app_key":"` + testKey + `","app_secret":"` + testSecret + `"}}`, both, "ovh-us"},
		"YAML":              {"application-key: " + testKey + "\napplication-secret: " + testSecret, both, ""},
		"OVH's page":        {"Application name\nTokens\nApplication Key\n" + testKey + "\nApplication Secret\n" + testSecret + "\nConsumer Key\n" + testToken + "\n", all, ""},
		"a table":           {"Application Key\tApplication Secret\tConsumer Key\n" + testKey + "\t" + testSecret + "\t" + testToken, all, ""},
		"prose":             {"Use this as application key and not as a secret, please.", "  ", ""},
		"one word":          {testKey, "  ", ""},
		"a path":            {"/me\n/domain", "  ", ""},
		"an endpoint alone": {"[default]\nendpoint=https://api.example.com/1.0\n", "  ", "https://api.example.com/1.0"},
		"nothing":           {"", "  ", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := readPaste(test.text, "")
			if got := p.application + " " + p.secret.Reveal() + " " + p.consumer.Reveal(); got != test.want {
				t.Errorf("read %q", got)
			}
			if p.endpoint.Name != test.endpoint {
				t.Errorf("endpoint %q, want %q", p.endpoint.Name, test.endpoint)
			}
		})
	}
}

func TestPasteOfAWholeFileTakesTheRightSection(t *testing.T) {
	t.Parallel()
	other := strings.ToUpper(testKey)
	file := "[default]\nendpoint=ovh-ca\n\n[ovh-eu]\napplication_key=" + other + "\napplication_secret=" + testSecret +
		"\n[ovh-ca]\napplication_key=" + testKey + "\napplication_secret=" + testSecret + "\n[ovh-us]\nconsumer_key=\n"
	for chosen, want := range map[string]string{"": testKey, "ovh-ca": testKey, "ovh-eu": other, "ovh-us": testKey} {
		if got := readPaste(file, chosen); got.application != want {
			t.Errorf("with %q chosen: %s of %s", chosen, got.application, got.endpoint.Name)
		}
	}
	if got := readPaste(file+strings.Repeat("#", maxPaste), ""); got != (pasted{}) {
		t.Error("an endless paste was read")
	}
}

// FuzzPaste: whatever is pasted, a key that comes out stood in it, as one word.
func FuzzPaste(f *testing.F) {
	for _, seed := range []string{"", "AK: " + testKey + " AS: " + testSecret, "[x]\n[default]\nendpoint", "as=:\"'=", `{"application_key":"`, "\r\r[\n]"} {
		f.Add(seed, "ovh-eu")
	}
	f.Fuzz(func(t *testing.T, text, chosen string) {
		p := readPaste(text, chosen)
		for _, key := range []string{p.application, p.secret.Reveal(), p.consumer.Reveal()} {
			if !strings.Contains(text, key) || key != "" && !word.MatchString(key) {
				t.Errorf("%q gave %q", text, key)
			}
		}
		if p.endpoint.Name == "" != (p.endpoint.URL == "") {
			t.Errorf("half an endpoint: %+v", p.endpoint)
		}
	})
}
