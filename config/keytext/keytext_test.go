package keytext

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
)

// Two applications with two consumer keys.
const (
	key1, key2           = "a1b2c3d4e5f6a7b8", "b1b2c3d4e5f6a7b9"
	secret1, secret2     = "s1s2s3s4s5s6s7s8s9s0s1s2s3s4s5s1", "t1s2s3s4s5s6s7s8s9s0s1s2s3s4s5s2"
	consumer1, consumer2 = "c1c2c3c4c5c6c7c8c9c0c1c2c3c4c5c1", "d1c2c3c4c5c6c7c8c9c0c1c2c3c4c5c2"
)

// fill puts the keys into a text: AK1, AS1, CK1 and so on stand for them, and
// B(…) for base64.
func fill(text string) string {
	text = strings.NewReplacer("AK1", key1, "AK2", key2, "AS1", secret1, "AS2", secret2, "CK1", consumer1, "CK2", consumer2).Replace(text)
	for {
		before, rest, found := strings.Cut(text, "B(")
		if !found {
			return text
		}
		inner, after, _ := strings.Cut(rest, ")B")
		text = before + base64.StdEncoding.EncodeToString([]byte(inner)) + after
	}
}

// told writes accounts in a few words.
func told(f Found) string {
	names := map[string]string{key1: "AK1", key2: "AK2", secret1: "AS1", secret2: "AS2", consumer1: "CK1", consumer2: "CK2", "": "-"}
	name := func(k Key) string {
		if n, ok := names[k.Value.Reveal()]; ok {
			return n
		}
		return k.Value.Reveal()
	}
	var list []string
	for _, a := range f.Accounts {
		e := a.Endpoint.Name
		if e == "" {
			e = "-"
		}
		list = append(list, fmt.Sprintf("%d %s %s %s %s", a.ConsumerKey.Line, name(a.ConsumerKey), name(a.ApplicationKey), name(a.ApplicationSecret), e))
	}
	return strings.Join(list, "; ")
}

func TestScan(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"nothing", "hello world\n", ""},
		{"a Secret as kubectl prints it", "data:\n  applicationKey: B(AK1)B\n  applicationSecret: B(AS1)B\n  consumerKey: B(CK1)B\n  endpoint: B(ovh-ca)B\n", "4 CK1 AK1 AS1 ovh-ca"},
		{"with the line break that echo adds", "data:\n  OVH_APPLICATION_KEY: B(AK1\n)B\n  OVH_APPLICATION_SECRET: B(AS1\n)B\n  OVH_CONSUMER_KEY: B(CK1\n)B\n", "4 CK1 AK1 AS1 -"},
		{"a whole document in a Secret", "data:\n  credentials: B({\"endpoint\":\"ovh-us\",\"application_key\":\"AK1\",\"application_secret\":\"AS1\",\"consumer_key\":\"CK1\"})B\n", "2 CK1 AK1 AS1 ovh-us"},
		{"an ovh.conf in a Secret", "data:\n  ovh.conf: B([default]\nendpoint=ovh-eu\n[ovh-eu]\napplication_key=AK1\napplication_secret=AS1\nconsumer_key=CK1\n)B\n", "2 CK1 AK1 AS1 ovh-eu"},
		{"env of a container", "env:\n- name: OVH_APPLICATION_KEY\n  value: \"AK1\"\n- name: OVH_APPLICATION_SECRET\n  value: AS1\n- name: OVH_CONSUMER_KEY\n  value: 'CK1'\n", "7 CK1 AK1 AS1 -"},
		{"env of a task", `[{"name":"OVH_CONSUMER_KEY","value":"CK1"},{"name":"OVH_APPLICATION_KEY","value":"AK1"},{"name":"OVH_ENDPOINT","value":"ovh-eu"}]`, "1 CK1 AK1 - ovh-eu"},
		{"TOML", "[ovh]\nendpoint = \"soyoustart-ca\"\napplication_key = \"AK1\"\napplication_secret = \"AS1\"\nconsumer_key = \"CK1\"\n", "5 CK1 AK1 AS1 soyoustart-ca"},
		{"variables of Terraform", "ovh_application_key    = \"AK1\"\novh_application_secret = \"AS1\"\novh_consumer_key       = \"CK1\"\novh_endpoint = \"ovh-ca\"", "3 CK1 AK1 AS1 ovh-ca"},
		{"saved by acme.sh", "SAVED_OVH_AK='AK1'\nSAVED_OVH_AS='AS1'\nSAVED_OVH_END_POINT='ovh-eu'\nSAVED_OVH_CK='CK1'\r\n", "4 CK1 AK1 AS1 ovh-eu"},
		{"Go's constructor", `client, err := ovh.NewClient("ovh-ca", "AK1", "AS1", "CK1")`, "1 CK1 AK1 AS1 ovh-ca"},
		{"PHP's constructor over several lines", "new Api('AK1',\n  'AS1',\n  'https://proxy.example/1.0',\n  'CK1');", "4 CK1 AK1 AS1 https://proxy.example/1.0"},
		{"PHP's constructor with a variable", "new Api('AK1', 'AS1', $endpoint, 'CK1');", "1 CK1 AK1 AS1 -"},
		{"PHP's constants", "define('OVH_AK', 'AK1'); define('OVH_AS', 'AS1'); define('OVH_CK', 'CK1');", "1 CK1 AK1 AS1 -"},
		{"PHP's array", "['applicationKey' => 'AK1', 'applicationSecret' => 'AS1', 'consumer_key' => 'CK1', 'endpoint' => 'ovh-eu']", "1 CK1 AK1 AS1 ovh-eu"},
		{"XML", "<ovh><applicationKey>AK1</applicationKey><applicationSecret>AS1</applicationSecret><consumerKey>CK1</consumerKey></ovh>", "1 CK1 AK1 AS1 -"},
		{"a block of YAML", "consumerKey: >-\n    CK1\n", "2 CK1 - - -"},
		{"JSON within JSON", `{"env":"{\"consumer_key\":\"CK1\",\"app_key\":\"AK1\"}"}`, "1 CK1 AK1 - -"},
		{"a DSN on another host", "ovhcloud://AK1:AS1@ca.api.ovh.com?consumer_key=CK1&x=y", "1 CK1 AK1 AS1 ovh-ca"},
		{"numbered", "OVH_CONSUMER_KEY_1=CK1\nOVH_CONSUMER_KEY_2=CK2\nOVH_APPLICATION_KEY=AK1\nOVH_APPLICATION_SECRET=AS1", "1 CK1 AK1 AS1 -; 2 CK2 AK1 AS1 -"},
		{"an older one in a comment", "# OVH_CONSUMER_KEY=CK2\nOVH_APPLICATION_KEY=AK1\nOVH_APPLICATION_SECRET=AS1\nOVH_CONSUMER_KEY=CK1", "1 CK2 AK1 AS1 -; 4 CK1 AK1 AS1 -"},
		{"references", "consumer_key: env/OVH_CONSUMER_KEY\nconsumerKey: ${CK}\napplicationSecretRef:\n  name: ovh\n  key: applicationSecret\nOVH_CONSUMER_KEY_FILE=/run/secrets/ovh_consumer_key\n", ""},
		{"empty ones before other secrets", `{"consumer_key":"","other":"CK1"}` + "\nOVH_CONSUMER_KEY=\nOTHER=CK2\n", ""},
		{"a part of a longer word", "consumer_key: CK1x" + consumer1 + "_x\nCK: éCK1\nconsumer_key=CK1é", ""},
		{"a secret as long as an application key", "consumer_key: AK1\napplication_key: CK1\n", ""},
		{"a word in the way", "The consumer key is long.\nTOKEN=CK1", ""},
		{"no line for the value", "consumer_key CK1\nconsumer_key\nCK2\n", "1 CK1 - - -"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := told(Scan(fill(tt.text))); got != tt.want {
				t.Errorf("got  %s\nwant %s\nfrom\n%s", got, tt.want, fill(tt.text))
			}
		})
	}
}

// Keys of two applications in one text do not get mixed, and an address gets the
// keys it stands with or none.
func TestScanTellsAccountsApart(t *testing.T) {
	t.Parallel()
	const one, two = "ak: AK1\nas: AS1\nck: CK1\n", "ak: AK2\nas: AS2\nck: CK2\n"
	tests := []struct{ name, text, want string }{
		{"without endpoints", one + two, "3 CK1 AK1 AS1 -; 6 CK2 AK2 AS2 -"},
		{"one endpoint for both", "endpoint: ovh-ca\n" + one + two, "4 CK1 AK1 AS1 ovh-ca; 7 CK2 AK2 AS2 ovh-ca"},
		{"endpoints first", "endpoint: ovh-ca\n" + one + "endpoint: ovh-us\n" + two, "4 CK1 AK1 AS1 ovh-ca; 8 CK2 AK2 AS2 ovh-us"},
		{"endpoints last", one + "endpoint: ovh-ca\n" + two + "endpoint: ovh-us\n", "3 CK1 AK1 AS1 ovh-ca; 7 CK2 AK2 AS2 ovh-us"},
		{"an address between them", one + "endpoint: https://x.example/1.0\n" + two, "3 CK1 AK1 AS1 -; 7 CK2 AK2 AS2 -"},
		{"an address for the second one only", one + "\nendpoint: https://x.example/1.0\n" + two, "3 CK1 AK1 AS1 -; 8 CK2 AK2 AS2 -"},
		{"an address for the first one only", "endpoint: https://x.example/1.0\n" + one + two, "4 CK1 AK1 AS1 https://x.example/1.0; 7 CK2 AK2 AS2 -"},
		{"an address far away", "endpoint: https://x.example/1.0\n\n\n\n\n" + one, "8 CK1 AK1 AS1 -"},
		{"another service's address", one + "S3_ENDPOINT: https://s3.example/1.0\naws.endpoint: https://s3.example/\n", "3 CK1 AK1 AS1 -"},
		{"another service's address beside OVH's own", one + "endpoint: https://s3.example/x\nendpoint: ovh-eu\n", "3 CK1 AK1 AS1 ovh-eu"},
		{"an address that would send keys in clear", one + "endpoint: http://x.example/1.0\n", "3 CK1 AK1 AS1 -"},
		{"two of OVH's own", one + "endpoint: ovh-ca\nendpoint: ovh-eu\n", "3 CK1 AK1 AS1 -"},
		{"a name in a comment", one + "# for ovh-ca, see https://ca.api.ovh.com/createApp/\n", "3 CK1 AK1 AS1 ovh-ca"},
		{"a named one goes before a mention", one + "endpoint: ovh-us\n# or ovh-eu\n", "3 CK1 AK1 AS1 ovh-us"},
		{"an incomplete one first", "ck: CK1\nas: AS1\n\n" + two, "1 CK1 - AS1 -; 6 CK2 AK2 AS2 -"},
		{"an incomplete one last", one + "\nck: CK2\nas: AS2\n", "3 CK1 AK1 AS1 -; 5 CK2 - AS2 -"},
		{"objects", "[{ck: CK1}, {ak: AK1, as: AS1, ck: CK2}, {ak: AK2}]", "1 CK1 - - -; 1 CK2 AK1 AS1 -"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := told(Scan(fill(tt.text))); got != tt.want {
				t.Errorf("got  %s\nwant %s\nfrom\n%s", got, tt.want, tt.text)
			}
		})
	}
}

// A key that is known from elsewhere is found in any text.
func TestScanFindsAKnownKey(t *testing.T) {
	t.Parallel()
	text := fill("see CK1\n" + `curl -H "X-Ovh-Consumer: CK1"` + "\nxCK1\nB(my CK1.)B\nck=CK1 CK1\n")
	var lines []int
	for _, k := range Scan(text, ovhapi.NewSecret(consumer1)).Keys {
		lines = append(lines, k.Line)
		if k.Kind != ConsumerKey || k.Value.Reveal() != consumer1 {
			t.Error("another key")
		}
	}
	if fmt.Sprint(lines) != "[1 2 4 5 5]" {
		t.Errorf("lines %v", lines)
	}
	if all := fmt.Sprintf("%+v %#v", Scan(text), Scan(text)); strings.Contains(all, consumer1) {
		t.Error("a key prints itself")
	}
}
