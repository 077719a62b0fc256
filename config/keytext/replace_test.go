package keytext

import (
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"

	"ovh-tokens/ovhapi"
)

// Wherever the old key stands the new one does, and not a byte else changes.
func TestReplace(t *testing.T) {
	t.Parallel()
	old, fresh := ovhapi.NewSecret(consumer1), ovhapi.NewSecret(consumer2)
	for _, text := range []string{
		"", "none\r\n", "\uFEFFck: CK1 # CK1\r\n\tas: AS1", "CK1", "\xff\xfeCK1\xff", `{"a":"{\"ck\":\"CK1\"}"}`,
		"consumerKey: B(CK1)B\n", "consumerKey: B(CK1\n)B\nnone: B(nothing in here)B", "x: B([ovh-eu]\r\nconsumer_key=CK1\r\n)B", "a/CK1/b-CK1-c",
	} {
		got, err := Replace(fill(text), old, fresh)
		if want := fill(strings.ReplaceAll(text, "CK1", "CK2")); err != nil || got != want {
			t.Errorf("%q became %q, %v; want %q", fill(text), got, err, want)
		}
	}
	for _, text := range []string{"ck: CK1\nid: xCK1\n", "CK1\nCK1_\n", "CK1\nCK1é", "\nB(x CK1CK1)B"} {
		if got, err := Replace(fill(text), old, fresh); !errors.Is(err, ErrLongerWord) || got != "" || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: %v", fill(text), err)
		}
	}
	for _, bad := range []string{"", "short", "with'quote0123456", "two words here 00", "line\nbreak0123456789", "é123456789012345"} {
		if _, err := Replace(consumer1, old, ovhapi.NewSecret(bad)); err == nil && bad != "short" {
			t.Errorf("%q was written", bad)
		}
		if _, err := Replace(consumer1, ovhapi.NewSecret(bad), fresh); err == nil {
			t.Errorf("%q was looked for", bad)
		}
	}
}

// FuzzScan holds whatever is found to the text: every key stands on its line,
// plain or as base64, and takes part in no longer word.
func FuzzScan(f *testing.F) {
	for _, seed := range seeds() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		found := Scan(text)
		lines := strings.Split(text, "\n")
		for _, k := range found.Keys {
			if k.Line < 1 || k.Line > len(lines) || k.Start < 0 || k.End > len(text) || k.Start >= k.End {
				t.Fatalf("%q: a place outside: %+v", text, k)
			}
			if value := k.Value.Reveal(); !isWord(value) || !holds(lines[k.Line-1], value, 2) {
				t.Fatalf("%q: %q is not on line %d", text, value, k.Line)
			}
		}
		for _, a := range found.Accounts {
			if e := a.Endpoint; a.ConsumerKey.Value.Empty() || e.Line > 0 != resolves(e.Name) || e.Line > 0 != (e.URL != "") {
				t.Fatalf("%q: %+v", text, a)
			}
		}
	})
}

// holds looks for a key in a decoded text and in what is encoded in that.
func holds(text, key string, depth int) bool {
	return strings.Contains(text, key) || depth > 0 && slices.ContainsFunc(encodedWords(text), func(w encodedWord) bool { return holds(w.decoded, key, depth-1) })
}

// FuzzReplace puts a key between two texts and changes it: what stands around it
// stays, byte by byte, and the old key is gone.
func FuzzReplace(f *testing.F) {
	for _, seed := range seeds() {
		f.Add(seed, seed, uint8(len(seed)))
	}
	old, fresh := ovhapi.NewSecret(consumer1), ovhapi.NewSecret(consumer2)
	f.Fuzz(func(t *testing.T, before, after string, form uint8) {
		before, after = strings.ReplaceAll(before, consumer1, ""), strings.ReplaceAll(after, consumer1, "")
		write := []func(string) string{
			func(k string) string { return k },
			func(k string) string { return base64.StdEncoding.EncodeToString([]byte(k)) },
			func(k string) string { return base64.RawURLEncoding.EncodeToString([]byte("{ck: \"" + k + "\"}\n")) },
		}[form%3]
		text := before + write(consumer1) + after
		got, err := Replace(text, old, fresh)
		if err != nil {
			if !errors.Is(err, ErrLongerWord) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		want := before + write(consumer2) + after
		unread := form%3 > 0 && got == text // the base64 runs into its neighbours
		if got != want && !unread && !strings.Contains(strings.Join(decoded(before+after), ""), consumer1) {
			t.Fatalf("%q became %q, not %q", text, got, want)
		}
		if len(Scan(got, old).Keys) > 0 && !unread {
			for _, k := range Scan(got, old).Keys {
				if k.Value == old {
					t.Fatalf("the old key is still in %q", got)
				}
			}
		}
	})
}

// decoded is everything in a text that is base64.
func decoded(text string) []string {
	var list []string
	for _, w := range encodedWords(text) {
		list = append(list, w.decoded)
	}
	return list
}

func seeds() []string {
	var list []string
	for _, text := range []string{
		"", "ck: CK1\nak: AK1\nas: AS1\nendpoint: ovh-eu\n", "data:\n consumerKey: B(CK1)B\n", "ovhcloud://AK1:AS1@default?consumer_key=CK1",
		"new Api('AK1', 'AS1', 'ovh-eu', 'CK1')", "printf %s 'CK1' | gh secret set OVH_CONSUMER_KEY\n", "- name: OVH_CK\n  value: CK1", "\uFEFF\r\nxCK1\xff",
		"endpoint: https://x.example/1.0\nB(endpoint=ovh-ca\nconsumer_key=CK1\n)B", `{\"app-secret-key\":\"AS1\"}`,
	} {
		list = append(list, fill(text))
	}
	return list
}

// BenchmarkScan looks through the largest file that is read, full of what looks
// like something.
func BenchmarkScan(b *testing.B) {
	for name, unit := range map[string]string{
		"prose": "The quick brown fox jumps over the lazy dog.\n", "keys": fill("ck: CK1\nak: AK1\nas: AS1\nendpoint: ovh-eu\n"),
		"names": "consumer_key application_key endpoint ", "letters": "a", "base64": fill("B(consumer_key: CK1)B "), "pairs": fill("'AK1','AS1',"), "echo": "echo x|ck",
	} {
		text := strings.Repeat(unit, (1<<20)/len(unit))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for range b.N {
				Scan(text)
			}
		})
	}
}
