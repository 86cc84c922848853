package app

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/job"
	"github.com/obferry/obferry/engine/whole"
	"github.com/obferry/obferry/engine/words"
)

// exportDocument is the jobs that a plan was written as. Lists are never null.
type exportDocument struct {
	heading
	Jobs []exportedJob `json:"jobs"`
	// Warnings tell what the jobs have no words for.
	Warnings []*errorDocument `json:"warnings"`
}

// exportedJob is the job for one table: in a file, or here.
type exportedJob struct {
	Table string          `json:"table"`
	File  string          `json:"file,omitempty"`
	Job   json.RawMessage `json:"job,omitempty"`
}

// exportVerb writes a plan as jobs of DataX.
func exportVerb(c *console) *cobra.Command {
	var as, out string
	cmd := &cobra.Command{Use: "export", Args: func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage(cmd, "fault.app.export")
		}
		return nil
	}}
	f := cmd.Flags()
	f.StringVar(&as, "as", "", words.Say("app.flag.as"))
	f.StringVarP(&out, "out", "o", "", words.Say("app.flag.export.out"))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if as != "datax" {
			return usage(cmd, "fault.app.export.as")
		}
		return c.export(cmd, args[0], out)
	}
	return cmd
}

func (c *console) export(cmd *cobra.Command, file, out string) error {
	d := &exportDocument{Jobs: []exportedJob{}, Warnings: []*errorDocument{}}
	c.answer = d
	plan, err := engine.ReadPlan(file)
	if err != nil {
		return err
	}
	written, err := job.Write(cmd.Context(), plan)
	if err != nil {
		return err
	}
	d.Warnings = newErrorDocuments(written.Notes)
	c.tell(written.Notes)
	if out == "" {
		if len(written.Jobs) > 1 && !c.json {
			return usage(cmd, "fault.app.export.several", "Count", len(written.Jobs))
		}
		for _, one := range written.Jobs {
			d.Jobs = append(d.Jobs, exportedJob{Table: one.Table, Job: one.Text})
		}
		return nil
	}
	paths, err := jobPaths(out, written.Jobs)
	if err != nil {
		return err
	}
	for i, one := range written.Jobs {
		if same, err := os.Stat(file); err == nil {
			if there, err := os.Stat(paths[i]); err == nil && os.SameFile(same, there) {
				return fault.New(fault.Input, "fault.app.export.over", "Path", paths[i])
			}
		}
		if err := whole.Put(paths[i], one.Text); err != nil {
			kind := fault.Resource
			if errors.Is(err, fs.ErrNotExist) || errors.Is(err, whole.ErrNoFile) {
				kind = fault.Input
			}
			return fault.New(kind, "fault.app.export.write", "Path", paths[i]).Because(err)
		}
		d.Jobs = append(d.Jobs, exportedJob{Table: one.Table, File: paths[i]})
	}
	return nil
}

// jobPaths are where jobs go: one to the file that is named, several, or one for a folder
// that is there, into that folder, each under its table's name.
func jobPaths(out string, jobs []job.TableJob) ([]string, error) {
	info, err := os.Stat(out)
	if len(jobs) == 1 && (err != nil || !info.IsDir()) {
		return []string{out}, nil
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, fault.New(fault.Input, "fault.app.export.folder", "Path", out).Because(err)
	}
	taken := map[string]bool{}
	var paths []string
	for _, one := range jobs {
		name := fileName(one.Table)
		for n := 2; taken[strings.ToLower(name)]; n++ {
			name = fileName(one.Table) + "-" + strconv.Itoa(n)
		}
		taken[strings.ToLower(name)] = true
		paths = append(paths, filepath.Join(out, name+".json"))
	}
	return paths, nil
}

// fileName is a table's name as a file may have it everywhere.
func fileName(table string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_' {
			return r
		}
		return '_'
	}, table)
}

// print says which files were written, or is the job itself.
func (d *exportDocument) print(w io.Writer) error {
	for _, one := range d.Jobs {
		text := string(one.Job)
		if one.File != "" {
			text = plain(words.Say("app.export.written", "Table", one.Table, "Path", one.File)) + "\n"
		}
		if _, err := io.WriteString(w, text); err != nil {
			return err
		}
	}
	return nil
}
