package profiles

import (
	"path"
	"regexp"
	"strings"
)

// A text is shown in an error where it is plainly a name or a path: a host, a user
// and a password beside each other have blanks between them or signs that paths
// hardly ever have.
var (
	shown  = regexp.MustCompile(`^([A-Za-z]:)?[\pL\pN_./\\()+-]+$`)
	ending = regexp.MustCompile(`^\.[\pL\pN]{0,6}\pL[\pL\pN]{0,6}$`)
)

// clients are programs whose command lines people paste where an address belongs.
var clients = map[string]bool{
	"mysql": true, "mariadb": true, "obclient": true, "mysqlsh": true, "mycli": true,
	"mysqldump": true, "mariadb-dump": true, "mysqladmin": true,
}

// isCommand tells whether a text can only be a client's command line, though it end
// like a file, as in "mysql -uroot -ppassword < orders.csv".
func isCommand(text string) bool {
	if !hasOption(text) {
		return false
	}
	if strings.HasPrefix(text, "-") && strings.Contains(text, " -") {
		return true
	}
	for _, word := range strings.Fields(text) {
		if clients[program(word)] {
			return true
		}
	}
	return false
}

// isClient tells whether a text begins with a client's name and goes on.
func isClient(text string) bool {
	words := strings.Fields(text)
	return len(words) > 1 && clients[program(words[0])]
}

// program is the name of the program that a word of a command line may call.
func program(word string) string {
	name := strings.ReplaceAll(strings.Trim(word, `"'`), `\`, "/")
	return strings.TrimSuffix(strings.ToLower(path.Base(name)), ".exe")
}

// hasOption tells whether a word of the text begins as options do.
func hasOption(text string) bool {
	for _, word := range strings.Fields(text) {
		if len(word) > 1 && word[0] == '-' {
			return true
		}
	}
	return false
}
