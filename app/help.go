package app

import (
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/obferry/obferry/engine/words"
)

// helpDocument is the help of a verb.
type helpDocument struct {
	heading
	Help string `json:"help"`
}

func (d *helpDocument) print(w io.Writer) error {
	_, err := io.WriteString(w, d.Help)
	return err
}

// newHelp writes a command's help in the language spoken. Its sentences are
// "app.usage", "app.short" and "app.long" with the command's path behind.
func newHelp(cmd *cobra.Command) *helpDocument {
	var b strings.Builder
	id := strings.ReplaceAll(verbOf(cmd), " ", ".")
	if id == "" {
		id = "obferry"
	}
	fmt.Fprintf(&b, "%s\n\n%s\n  %s\n", words.Say("app.long."+id), words.Say("app.help.usage"), words.Say("app.usage."+id))
	var list [][2]string
	for _, sub := range cmd.Commands() {
		if !sub.Hidden {
			path := strings.ReplaceAll(verbOf(sub), " ", ".")
			list = append(list, [2]string{sub.Name(), words.Say("app.short." + path)})
		}
	}
	section(&b, words.Say("app.help.verbs"), list)
	section(&b, words.Say("app.help.options"), flags(cmd.LocalNonPersistentFlags()))
	section(&b, words.Say("app.help.everywhere"), flags(cmd.Root().PersistentFlags()))
	if len(list) > 0 {
		fmt.Fprintf(&b, "\n%s\n", words.Say("app.help.more", "Command", cmd.CommandPath()))
	}
	return &helpDocument{Help: b.String()}
}

// flags lists flags with what they mean. The name of a flag's value stands in
// backquotes before its sentence.
func flags(set *pflag.FlagSet) [][2]string {
	var list [][2]string
	set.SortFlags = false
	set.VisitAll(func(f *pflag.Flag) {
		name, text := pflag.UnquoteUsage(f)
		left := "--" + f.Name
		if f.Value.Type() != "bool" {
			left += " " + name
		}
		text = strings.TrimLeft(strings.TrimPrefix(text, name), ":： ")
		list = append(list, [2]string{left, text})
	})
	return list
}

func section(b *strings.Builder, title string, list [][2]string) {
	if len(list) == 0 {
		return
	}
	width := 0
	for _, line := range list {
		width = max(width, runewidth.StringWidth(line[0]))
	}
	fmt.Fprintf(b, "\n%s\n", title)
	for _, line := range list {
		fmt.Fprintf(b, "  %s  %s\n", runewidth.FillRight(line[0], width), line[1])
	}
}

// versionDocument is which program this is.
type versionDocument struct {
	heading
	Version string `json:"version"`
	// Commit and Built are empty where the build did not keep them.
	Commit string `json:"commit,omitempty"`
	Go     string `json:"go"`
}

func newVersion() *versionDocument {
	d := &versionDocument{Version: "(devel)"}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return d
	}
	d.Go = info.GoVersion
	if info.Main.Version != "" {
		d.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			d.Commit = s.Value
		}
	}
	return d
}

func (d *versionDocument) print(w io.Writer) error {
	_, err := fmt.Fprintln(w, strings.TrimSpace("obferry "+d.Version+" "+d.Commit))
	return err
}
