package app

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/obferry/obferry/engine/words"
)

// Every verb has help in both languages that tells of every option, and no sentence
// is missing.
func TestHelp(t *testing.T) {
	var visit func(cmd *cobra.Command)
	visit = func(cmd *cobra.Command) {
		for _, lang := range []string{"en", "zh"} {
			args := append(strings.Fields(verbOf(cmd)), "--help", "--lang", lang)
			out := call(args...)
			if out.exit != 0 || out.stderr != "" || strings.Contains(out.stdout, "app.") || strings.Contains(out.stdout, "<no value>") {
				t.Errorf("%v: exit %d\n%s%s", args, out.exit, out.stdout, out.stderr)
			}
			if lang == "zh" && !strings.ContainsFunc(out.stdout, isHan) {
				t.Errorf("%v is not in Chinese", args)
			}
			cmd.Flags().VisitAll(func(f *pflag.Flag) {
				if !strings.Contains(out.stdout, "--"+f.Name+" ") {
					t.Errorf("%v does not tell of --%s", args, f.Name)
				}
			})
			var d helpDocument
			if err := json.Unmarshal([]byte(call(append(args, "--json")...).stdout), &d); err != nil || d.Help != out.stdout || d.Verb != verbOf(cmd) {
				t.Errorf("%v as JSON: %v, %+v", args, err, d)
			}
		}
		for _, sub := range cmd.Commands() {
			visit(sub)
		}
	}
	visit((&console{}).root())
	for _, ask := range []string{"help migrate", "migrate -h"} {
		if out := call(strings.Fields(ask)...); out.exit != 0 || !strings.Contains(out.stdout, "--save-plan") {
			t.Errorf("%s: exit %d\n%s%s", ask, out.exit, out.stdout, out.stderr)
		}
	}
}

func TestVersion(t *testing.T) {
	if out := call("--version"); out.exit != 0 || !strings.HasPrefix(out.stdout, "obferry ") {
		t.Errorf("exit %d\n%s%s", out.exit, out.stdout, out.stderr)
	}
	var d versionDocument
	if err := json.Unmarshal([]byte(call("--version", "--json").stdout), &d); err != nil || d.Version == "" || d.Verb != "version" {
		t.Errorf("%v, %+v", err, d)
	}
}

func TestLanguageOfTheEnvironment(t *testing.T) {
	for _, test := range []struct {
		env  map[string]string
		want words.Language
	}{
		{nil, words.English},
		{map[string]string{"LANG": "zh_CN.UTF-8"}, words.Chinese},
		{map[string]string{"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, words.English},
		{map[string]string{"LANG": "C", "LC_MESSAGES": "zh_TW"}, words.Chinese},
		{map[string]string{"LANG": "de_DE", "LC_ALL": ""}, words.English},
	} {
		if got := languageOf(func(name string) string { return test.env[name] }); got != test.want {
			t.Errorf("%v speaks %s", test.env, got)
		}
	}
}

// Standard error holds what the program says, and nothing that its libraries mutter.
func TestNothingElseIsSaid(t *testing.T) {
	cmd := program(t.Context(), "practice", "status", "--dir", t.TempDir())
	cmd.Env = append(cmd.Env, "LC_ALL=C", "LANG=C")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil || stderr.String() != "" {
		t.Errorf("%v: %s", err, stderr.String())
	}
}

// Names and messages are others': they reach a terminal without their control codes.
func TestPlain(t *testing.T) {
	if got := plain("a\x1b[31mb\u009bc\nd商"); strings.ContainsAny(got, "\x1b\n\u009b") || !strings.Contains(got, "商") {
		t.Errorf("got %q", got)
	}
}
