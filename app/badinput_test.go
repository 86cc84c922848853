package app

import (
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
	"github.com/obferry/obferry/engine/words"
)

// Whatever is wrong is told by exit code, id and hint, as JSON and in words, and
// never with a password in it.
func TestBadInput(t *testing.T) {
	source, from := servertest.Database(t)
	// Some servers let any name in without a password.
	run(t, source, "CREATE OR REPLACE USER 'app_locked'@'localhost' IDENTIFIED BY 'x'", "CREATE OR REPLACE USER 'app_locked'@'127.0.0.1' IDENTIFIED BY 'x'")
	t.Cleanup(func() { run(t, source, "DROP USER 'app_locked'@'localhost'", "DROP USER 'app_locked'@'127.0.0.1'") })
	server := net.JoinHostPort(from.Host, strconv.Itoa(from.Port))
	stranger := from
	stranger.Database, stranger.User = shut(t, source, "app_stranger", "SELECT ON "+from.Database+".*"), "app_stranger"
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := write("good.csv", "a,b\n1,2\n")
	target := "oceanbase://root:hunter2@127.0.0.1:1/d"
	migrate := func(source string, more ...string) []string {
		return append([]string{"migrate", "--source", source, "--target", target}, more...)
	}
	tests := []struct {
		name string
		args []string
		exit int
		id   string
	}{
		{"no such verb", []string{"migrat"}, 2, "fault.app.verb.near"},
		{"address for a verb", []string{"mysql://root:hunter2@h/d"}, 2, "fault.app.noverb"},
		{"no such flag", migrate(good, "--hunter"), 2, "fault.app.flag.unknown"},
		{"address for a flag", []string{"migrate", "--mysql://root:hunter2@h/d"}, 2, "fault.app.flag"},
		{"single dash", migrate(good, "-v"), 2, "fault.app.flag.unknown"},
		{"flag without a value", []string{"migrate", "--source"}, 2, "fault.app.flag.bare"},
		{"flag with a wrong value", migrate(good, "--readers", "hunter2"), 2, "fault.app.flag.number"},
		{"negative readers", migrate(good, "--readers", "-1"), 2, "fault.app.flag.number"},
		{"no readers", migrate(good, "--readers", "0"), 2, "fault.app.flag.atleast"},
		{"no writers", migrate(good, "--writers", "0"), 2, "fault.app.flag.atleast"},
		{"batches of nothing", migrate(good, "--batch-rows", "0"), 2, "fault.app.flag.atleast"},
		{"limit below none", migrate(good, "--reject-limit", "-5"), 2, "fault.app.flag.atleast"},
		{"no such verb, with its options", []string{"migrat", "--source", good, "--target", target}, 2, "fault.app.verb.near"},
		{"no such verb, and more", []string{"frobnicate", "--source", good}, 2, "fault.app.verb"},
		{"no such verb of ddl, with an option", []string{"ddl", "convrt", good, "--report", "r.xlsx"}, 2, "fault.app.verb.near"},
		{"letters of a verb changed places", []string{"migarte", "--source", good}, 2, "fault.app.verb.near"},
		{"no such flag of no verb", []string{"--source", good}, 2, "fault.app.flag.unknown"},
		{"no target", []string{"migrate", "--source", good}, 2, "fault.app.flag.missing"},
		{"no source", []string{"verify", "--target", target}, 2, "fault.app.flag.missing"},
		{"stray argument", migrate(good, "mysql://root:hunter2@h/d"), 2, "fault.app.argument"},
		{"argument after --", migrate(good, "--", "--json"), 2, "fault.app.argument"},
		{"mode that is not there", migrate(good, "--mode", "bulk"), 2, "fault.app.mode"},
		{"share above the whole", migrate(good, "--memstore", "90"), 2, "fault.app.memstore"},
		{"share that is no number", migrate(good, "--memstore", "NaN"), 2, "fault.app.memstore"},
		{"percentage above 100", migrate(good, "--reject-percent", "101"), 2, "fault.app.reject-percent"},
		{"pace of nothing", migrate(good, "--pace", "0"), 2, "fault.app.pace"},
		{"pace of another unit", migrate(good, "--pace", "10parsecs"), 2, "fault.app.pace"},
		{"two paces of rows", migrate(good, "--pace", "10,20"), 2, "fault.app.pace"},
		{"language that is not there", migrate(good, "--lang", "fr"), 2, "fault.app.lang"},
		{"verb without its verb", []string{"practice"}, 2, "fault.app.practice"},
		{"no plan", []string{"run"}, 2, "fault.app.run"},
		{"plan that is not there", []string{"run", filepath.Join(dir, "none.yaml")}, 2, "fault.plan.missing"},
		{"address for a plan", []string{"run", "mysql://root:hunter2@h/d"}, 2, "fault.plan.address"},
		{"plan that is none", []string{"run", write("p.yaml", "hello world\n")}, 2, "fault.plan.none"},
		{"empty plan", []string{"run", write("e.yaml", "")}, 2, "fault.plan.empty"},
		{"plan of comments", []string{"run", write("c.yaml", "# later\n")}, 2, "fault.plan.empty"},
		{"plan that is no YAML", []string{"run", write("y.yaml", "version: 1\nsource: [hunter2\n")}, 2, "fault.plan.syntax"},
		{"value of another kind", []string{"run", write("v.yaml", "version: 1\ncreate: hunter2\n")}, 2, "fault.plan.value"},
		{"empty job", []string{"run", write("e.json", "")}, 2, "fault.job.blank"},
		{"job of blanks", []string{"run", write("b.json", " \n\n")}, 2, "fault.job.blank"},
		{"key that no plan has", []string{"run", write("k.yaml", "hello: world\n")}, 2, "fault.plan.key"},
		{"scheme that is not known", migrate("oracle://root:hunter2@h/d"), 2, "fault.profiles.scheme"},
		{"rows to PostgreSQL", []string{"migrate", "--source", good, "--target", "postgres://root:hunter2@h/d"}, 2, "fault.profiles.postgres"},
		{"unescaped password", migrate("mysql://root:hunter2/x@h/d"), 2, "fault.profiles.encode"},
		{"variable that is not set", migrate("mysql://root@"+server+"/d", "--source-password-env", "APP_TEST_NONE"), 2, "fault.endpoint.env"},
		{"password for its variable", migrate("mysql://root@"+server+"/d", "--source-password-env", "hunter2"), 2, "fault.endpoint.unnamed"},
		{"wrong password", migrate("mysql://root:hunter2@" + server + "/d"), 3, "fault.profiles.login"},
		{"no password", migrate("mysql://app_locked@" + server + "/d"), 3, "fault.profiles.login.nopassword"},
		{"right to another database only", migrate(stranger.URL()), 3, "fault.profiles.database.denied"},
		{"no such database", migrate("mysql://root@" + server + "/app_none"), 2, "fault.profiles.database.missing"},
		{"no such host", migrate("mysql://root:hunter2@no-such-host.invalid/d"), 3, "fault.profiles.dns"},
		{"nobody there", migrate("mysql://root:hunter2@127.0.0.1:1/d"), 3, "fault.profiles.refused"},
		{"target not there", migrate(good), 3, "fault.profiles.refused"},
		{"database without tables", migrate(from.URL()), 2, "fault.app.notables"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			out := call(append([]string{"--json"}, test.args...)...)
			out.silent(t, "hunter2")
			d := out.document(t)
			if out.exit != test.exit || d.Error == nil || d.Error.ID != test.id {
				t.Fatalf("exit %d, want %d and %s\n%s%s", out.exit, test.exit, test.id, out.stdout, out.stderr)
			}
			if d.Error.Message == "" || d.Error.Kind == "internal" {
				t.Errorf("error %+v", d.Error)
			}
			for _, lang := range []string{"en", "zh"} {
				if test.id == "fault.app.lang" {
					break // the language itself is at fault
				}
				out = call(append([]string{"--lang", lang}, test.args...)...)
				out.silent(t, "hunter2")
				l := words.Language(lang)
				if out.exit != test.exit || out.stdout != "" || !strings.Contains(out.stderr, "obferry: ") {
					t.Errorf("exit %d\n%s%s", out.exit, out.stdout, out.stderr)
				}
				if strings.Contains(out.stderr, "fault.") || strings.Contains(out.stderr, "<no value>") {
					t.Errorf("a sentence is missing in %s: %s", l, out.stderr)
				}
				if lang == "zh" && !strings.ContainsFunc(out.stderr, isHan) {
					t.Errorf("not in Chinese: %s", out.stderr)
				}
			}
		})
	}
}

func isHan(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }
