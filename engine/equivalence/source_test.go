package equivalence_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/obferry/obferry/profiles"
)

// standIns are collations of MariaDB that stand in the source's run for those that only
// MySQL 8 has. What is read back is called by MySQL's name again. No schema uses them.
var standIns = map[string]string{
	"utf8mb4_vietnamese_ci": "utf8mb4_0900_ai_ci",
	"utf8mb4_sinhala_ci":    "utf8mb4_0900_as_ci",
	"utf8mb4_croatian_ci":   "utf8mb4_0900_as_cs",
	"utf8mb4_myanmar_ci":    "utf8mb4_0900_bin",
	"utf8mb4_thai_520_w2":   "utf8mb4_zh_0900_as_cs",
}

// newer are phrases of MySQL 8 in comments that MariaDB passes over, and its words for
// the same.
var newer = strings.NewReplacer("/*!80000 INVISIBLE */", "IGNORED", "/*!80023 INVISIBLE */", "INVISIBLE")

// database is a statement about a database as a whole: what a script makes lies in the
// test's own instead, with the character set that is named.
var (
	databaseStatement = regexp.MustCompile("(?im)^[ \t]*(?:/\\*![0-9]* *)?(?:create|drop|alter)[ \t]+(?:database|schema)\\b[^;]*;|^[ \t]*use[ \t]+`?([a-z0-9_$-]+)`?[ \t]*;?")
	databaseName      = regexp.MustCompile("(?im)^[ \t]*(?:create[ \t]+(?:database|schema)(?:[ \t]+/\\*![0-9]* *if not exists *\\*/)?(?:[ \t]+if[ \t]+not[ \t]+exists)?|use)[ \t]+`?([a-z0-9_$-]+)`?|^[ \t]*create[ \t]+table[ \t]+(?:if[ \t]+not[ \t]+exists[ \t]+)?`?([a-z0-9_$-]+)`?\\.")
	databaseSets      = regexp.MustCompile("(?i)\\b(?:character[ \t]+set|charset|collate)[ \t]*=?[ \t]*[a-z0-9_]+")
	connects          = regexp.MustCompile(`(?im)^\\c(onnect)?\b.*$|^\\set[ \t]+on_error_stop\b.*$|^[ \t]*(create|drop|alter)[ \t]+database\b[^;]*;`)
)

// failure is a statement that the source's own server refused.
type failure struct {
	line    int
	message string
	table   string // that it speaks of, "" where that is not seen
}

// refused are the failures of a run, and what they speak of.
type refused []failure

// of tells whether a failure speaks of a table.
func (r refused) of(table string) bool {
	for _, f := range r {
		if strings.EqualFold(f.table, table) {
			return true
		}
	}
	return false
}

// ownDatabase takes the databases of a script of MySQL out of it.
func ownDatabase(source string) string {
	names := map[string]bool{}
	for _, m := range databaseName.FindAllStringSubmatch(source, -1) {
		names[m[1]+m[2]] = true
	}
	source = databaseStatement.ReplaceAllStringFunc(source, func(s string) string {
		lines := strings.Repeat("\n", strings.Count(s, "\n"))
		if sets := databaseSets.FindAllString(s, -1); len(sets) > 0 {
			return lines + "ALTER DATABASE " + strings.Join(sets, " ") + ";"
		}
		return lines
	})
	for name := range names {
		source = regexp.MustCompile("(?i)(^|[\\s(,])(`"+regexp.QuoteMeta(name)+"`|"+regexp.QuoteMeta(name)+")\\.(`|[a-z])").ReplaceAllString(source, "$1$3")
	}
	return source
}

// runMySQL runs a script on MariaDB with the client, which reads on behind an error.
func runMySQL(t *testing.T, source string, at profiles.Address) refused {
	t.Helper()
	client, err := exec.LookPath("mariadb")
	if err != nil {
		t.Skip("NOT TESTED: no client of MariaDB")
	}
	source = newer.Replace(ownDatabase(source))
	for stand, real := range standIns {
		source = strings.ReplaceAll(source, real, stand)
	}
	command := exec.CommandContext(t.Context(), client, "--no-defaults", "--force", "--default-character-set=utf8mb4", "--init-command=SET foreign_key_checks = 0, time_zone = '+00:00'",
		"-h", at.Host, "-P", strconv.Itoa(at.Port), "-u", at.User, at.Database)
	command.Stdin = strings.NewReader(source)
	out, _ := command.CombinedOutput() // it ends with an error where one statement had one
	return failures(string(out), regexp.MustCompile(`^ERROR \d+ \(\w+\) at line (\d+): (.*)`), source)
}

// runPostgres runs a script on PostgreSQL.
func (p *postgres) run(source string) refused {
	p.t.Helper()
	source = connects.ReplaceAllStringFunc(source, func(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) })
	file := filepath.Join(p.t.TempDir(), "source.sql")
	if err := os.WriteFile(file, []byte(source), 0o600); err != nil {
		p.t.Fatal(err)
	}
	// It goes on behind what is refused, within a transaction, too.
	out, _ := p.psql(p.database, "-v", "ON_ERROR_ROLLBACK=on", "-f", file)
	return failures(out, regexp.MustCompile(`^psql:[^:]*:(\d+): (?:ERROR|FATAL): +(.*)`), source)
}

var aboutTable = regexp.MustCompile("(?is)(?:create(?: unlogged| temporary)?\\s+table|alter\\s+table|create\\s+(?:unique\\s+|fulltext\\s+)?index\\b.*?\\bon)\\s+(?:only\\s+)?(?:if\\s+(?:not\\s+)?exists\\s+)?(?:only\\s+)?([`\"\\w.]+)")

// failures reads what a client says of statements that failed. The statement is the
// text up to the line named, from behind the last semicolon at a line's end.
func failures(out string, form *regexp.Regexp, source string) refused {
	lines := strings.Split(source, "\n")
	var all refused
	for _, said := range strings.Split(out, "\n") {
		m := form.FindStringSubmatch(said)
		if m == nil {
			continue
		}
		line, _ := strconv.Atoi(m[1])
		f := failure{line: line, message: m[2]}
		first := min(line, len(lines)) - 1
		for first > 0 && !strings.HasSuffix(strings.TrimSpace(lines[first-1]), ";") {
			first--
		}
		last := min(line, len(lines)) - 1
		for last < len(lines)-1 && !strings.Contains(lines[last], ";") {
			last++
		}
		if about := aboutTable.FindStringSubmatch(strings.Join(lines[first:last+1], "\n")); about != nil {
			name := strings.NewReplacer("`", "", `"`, "").Replace(about[1])
			f.table = name[strings.LastIndexByte(name, '.')+1:]
		}
		all = append(all, f)
	}
	return all
}

func (f failure) String() string { return fmt.Sprintf("line %d: %s", f.line, f.message) }
