package ddlconv_test

import (
	"strings"
	"testing"

	"github.com/obferry/obferry/ddlconv"
)

func TestReferences(t *testing.T) {
	for statement, want := range map[string]string{
		"ALTER TABLE `a` ADD CONSTRAINT `references` FOREIGN KEY (`x`) REFERENCES `p q` (`id`) ON DELETE CASCADE": "p q",
		"alter table a add foreign key (x) references\n\tParent(id)":                                              "Parent",
		"ALTER TABLE a ADD FOREIGN KEY (x) REFERENCES `other`.`p``q` (id)":                                        "other.p`q",
		"ALTER TABLE a ADD FOREIGN KEY (x) REFERENCES p (id), ADD FOREIGN KEY (y) REFERENCES q (id)":              "p|q",
		"ALTER TABLE a ADD INDEX (x) COMMENT 'REFERENCES p (id)' /* REFERENCES q (id) */":                         "",
		"ALTER TABLE a ADD `references` INT":                                                                      "",
		"ALTER TABLE a COMMENT 'never ends":                                                                       "",
		"REFERENCES":                                                                                              "",
		"":                                                                                                        "",
	} {
		if got := strings.Join(ddlconv.References(statement), "|"); got != want {
			t.Errorf("%s: %q, want %q", statement, got, want)
		}
	}
}

// What the conversion writes is read back.
func TestReferencesOfAConversion(t *testing.T) {
	c, err := ddlconv.Convert("CREATE TABLE `a` (`id` int, KEY (`id`), FOREIGN KEY (`id`) REFERENCES `x``.y` (`id`))",
		ddlconv.MySQL, ddlconv.Options{Names: ddlconv.NewNames(map[string]string{"x`.y": "to `it`"})})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.After) != 1 || strings.Join(ddlconv.References(c.After[0]), "|") != "to `it`" {
		t.Errorf("%q", c.After)
	}
}

func FuzzReferences(f *testing.F) {
	f.Add("ALTER TABLE `a` ADD FOREIGN KEY (`x`) REFERENCES `p`.`q` (`id`)")
	f.Add("REFERENCES a.")
	f.Fuzz(func(t *testing.T, statement string) {
		names := ddlconv.References(statement)
		if len(names) > strings.Count(strings.ToUpper(statement), "REFERENCES") {
			t.Errorf("%q names %q", statement, names)
		}
	})
}
