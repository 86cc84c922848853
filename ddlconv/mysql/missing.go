package mysql

import "strings"

// bringers are the first words of statements that make nothing, within which no line begins
// with CREATE, ALTER or DROP: these are reserved words.
var bringers = map[string]bool{
	"USE": true, "SET": true, "SELECT": true, "DO": true, "INSERT": true, "REPLACE": true, "UPDATE": true, "DELETE": true, "WITH": true,
	"LOAD": true, "TRUNCATE": true, "LOCK": true, "UNLOCK": true, "BEGIN": true, "START": true, "COMMIT": true, "ROLLBACK": true,
	"ANALYZE": true, "OPTIMIZE": true, "FLUSH": true, "KILL": true, "EXECUTE": true, "EXEC": true, "PRINT": true,
}

// unended tells whether a statement, of which the first two words are given, ends before a
// word that begins a line, because what should have ended it was left out, as in a script
// that another server takes. Else all that follows up to a semicolon would pass with it.
func unended(first, second, word string) bool {
	if len(word) > len("CREATE") {
		return false
	}
	switch strings.ToUpper(word) {
	case "CREATE":
		return bringers[first] || first == "CREATE" || first == "DROP" || first == "ALTER" && second == "TABLE"
	case "ALTER", "DROP":
		return bringers[first] || first == "CREATE"
	case "INSERT":
		return first == "USE" || first == "SET"
	}
	return false
}

// used is the length of a line's USE, of which the mysql client takes no more than the
// line, with its delimiter or without; 0 where the line is something else.
func used(line, delimiter string) int {
	line = strings.TrimRight(line, " \t\r\n")
	words := strings.Fields(line)
	if len(words) != 2 || !strings.EqualFold(words[0], "USE") || strings.Contains(line, delimiter) || strings.Contains(line, ";") {
		return 0
	}
	return len(line)
}

// sent tells whether a line is the client's word for the end of a statement, which it
// shares with that of SQL Server.
func sent(line string) bool {
	if len(line) > 16 {
		return false
	}
	word := strings.TrimSpace(line)
	return strings.EqualFold(word, "GO") || strings.EqualFold(word, "EGO")
}
