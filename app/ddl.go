package app

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/oceanbase"
	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/assess"
	"github.com/obferry/obferry/engine/ddlfile"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/proof"
	"github.com/obferry/obferry/engine/report"
	"github.com/obferry/obferry/engine/typemap"
	"github.com/obferry/obferry/engine/whole"
	"github.com/obferry/obferry/engine/words"
)

// ddlFlags are what both verbs of ddl can be told.
type ddlFlags struct {
	from, version    string
	encoding         string
	out, report      string
	disable          []string
	types            string
	sourceEnv        string
	target           string // of check alone
	targetEnv, obLog string
}

// ddlVerb converts DDL, and proves it on a kernel.
func ddlVerb(c *console) *cobra.Command {
	parent := &cobra.Command{Use: "ddl", Args: unknownVerb, RunE: func(cmd *cobra.Command, _ []string) error {
		return usage(cmd, "fault.app.ddl")
	}}
	var convert, check ddlFlags
	one := &cobra.Command{Use: "convert", Args: oneFile, RunE: func(cmd *cobra.Command, args []string) error {
		return c.ddl(cmd, args[0], convert)
	}}
	convert.flags(one.Flags())
	two := &cobra.Command{Use: "check", Args: oneFile, RunE: func(cmd *cobra.Command, args []string) error {
		return c.ddl(cmd, args[0], check)
	}}
	check.flags(two.Flags())
	two.Flags().StringVar(&check.target, "target", "practice", words.Say("app.flag.ddl.target"))
	two.Flags().StringVar(&check.targetEnv, "password-env", "", words.Say("app.flag.password-env"))
	two.Flags().StringVar(&check.obLog, "observer-log", "", words.Say("app.flag.observer-log"))
	parent.AddCommand(one, two)
	return parent
}

func (o *ddlFlags) flags(f *pflag.FlagSet) {
	f.StringVar(&o.from, "from", "", words.Say("app.flag.from"))
	f.StringVar(&o.encoding, "encoding", "", words.Say("app.flag.encoding"))
	f.StringVar(&o.version, "target-version", "", words.Say("app.flag.target-version"))
	f.StringVarP(&o.out, "out", "o", "", words.Say("app.flag.out"))
	f.StringVar(&o.report, "report", "", words.Say("app.flag.ddl.report"))
	f.StringSliceVar(&o.disable, "disable", nil, words.Say("app.flag.disable"))
	f.StringVar(&o.types, "types", "", words.Say("app.flag.types"))
	f.StringVar(&o.sourceEnv, "source-password-env", "", words.Say("app.flag.source-password-env"))
}

// oneFile wants exactly one argument: a file, an address, or -.
func oneFile(cmd *cobra.Command, args []string) error {
	if len(args) == 1 && args[0] != "" {
		return nil
	}
	return usage(cmd, "fault.app.ddl.file")
}

// ddl converts a file or a live database, and proves it where a target is named.
func (c *console) ddl(cmd *cobra.Command, name string, o ddlFlags) error {
	document := newDDLDocument()
	c.answer = document
	options, err := o.options(cmd)
	if err != nil {
		return err
	}
	if err := c.outputs(name, &o); err != nil {
		return err
	}
	p := c.newProgress()
	defer p.close()
	ctx := cmd.Context()
	var prove func(*ddlconv.Script) (*proof.Result, error)
	if o.target != "" {
		if prove, err = c.prover(ctx, &o, p, document); err != nil {
			return err
		}
		options.Version = o.version
	}
	if options.Version == "" {
		options.Version = oceanbase.DefaultVersion
	}
	in, err := c.ddlInput(ctx, name, o.sourceEnv, p)
	if err != nil {
		return err
	}
	defer in.close()
	from, err := c.dialect(cmd, o.from, in)
	if err != nil {
		return err
	}
	if err := ddlconv.CheckOff(from, options.Off); err != nil {
		return refused(err)
	}
	p.face.begin(words.Say("app.ddl.converting"))
	converted, err := convertScript(ctx, in, from, options)
	if err != nil {
		return err
	}
	var proven *proof.Result
	if prove != nil {
		p.face.begin(words.Say("app.ddl.proving"))
		if proven, err = prove(converted); err != nil && proven == nil {
			return err
		}
		if proven.Left != "" {
			document.Left = proven.Left
			c.notice(words.Say("fault.proof.left", "Database", proven.Left) + ". " + words.Say("fault.proof.left.hint", "Database", proven.Left))
		}
	}
	p.close()
	sum := assess.Of(converted, options.Version, proven)
	sum.Source, sum.Target = in.name, document.Target
	document.fill(sum)
	if sum.Cut {
		// It says what is known, but not that all is well.
		document.Exit = exitOf(err)
		document.Status = statusOf(document.Exit)
	}
	return errors.Join(err, c.writeDDL(&o, converted, sum, document))
}

// options are those of the conversion.
func (o *ddlFlags) options(cmd *cobra.Command) (ddlconv.Options, error) {
	options := ddlconv.Options{Version: o.version, Off: o.disable, Encoding: o.encoding}
	if o.from != "" && !slices.Contains(ddlconv.Dialects, ddlconv.Dialect(o.from)) && !dialectName.MatchString(o.from) {
		return options, usage(cmd, "fault.app.ddl.from", "Known", dialects())
	}
	if _, known := oceanbase.ParseTarget(o.version); !known {
		return options, usage(cmd, "fault.app.ddl.version", "Known", strings.Join(ddlconv.Versions(), ", "))
	}
	if err := ddlconv.CheckEncoding(o.encoding); err != nil {
		return options, refused(err)
	}
	var err error
	if o.types != "" {
		options.Types, err = typemap.Read(o.types)
	}
	return options, err
}

// dialectName is what may be shown of a dialect that is not known.
var dialectName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9 _-]{0,19}$`)

func dialects() string {
	names := make([]string, len(ddlconv.Dialects))
	for i, d := range ddlconv.Dialects {
		names[i] = string(d)
	}
	return strings.Join(names, ", ")
}

// writable tells early where a file's folder is missing.
func writable(path string) error {
	if path == "" {
		return nil
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return fault.New(fault.Input, "fault.app.ddl.directory", "Path", path)
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return fault.New(fault.Input, "fault.report.folder", "Path", path, "Kept", "").Because(err)
	}
	return nil
}

// prover connects to the target, before anything is converted: its version is the one
// that is converted for unless another is named.
func (c *console) prover(ctx context.Context, o *ddlFlags, p *progress, document *ddlDocument) (func(*ddlconv.Script) (*proof.Result, error), error) {
	to, err := c.endpoint(o.target, o.targetEnv)
	if err != nil {
		return nil, err
	}
	if err := c.askPassword(ctx, &to); err != nil {
		return nil, err
	}
	p.phase(engine.Connecting)
	address, server, err := engine.Kernel(ctx, to, p.practice)
	if err != nil {
		return nil, err
	}
	document.Target, document.log = to.URL, o.obLog
	if o.version == "" {
		o.version = ddlconv.Nearest(server.Version)
	}
	return func(s *ddlconv.Script) (*proof.Result, error) {
		return proof.Check(ctx, address, s, proof.Options{Log: o.obLog, Observe: func(step proof.Progress) {
			if step.Dropping {
				step.Object = words.Say("app.ddl.dropping")
			}
			p.face.tell(step.Done, step.Total, step.Object)
		}})
	}, nil
}

// ddlInput is the text that is converted.
type ddlInput struct {
	*bufio.Reader
	name string
	// live is the dialect of the server that it comes from, "" of a file.
	live  ddlconv.Dialect
	close func()
}

// headSize is how much of a text is looked at to guess its dialect.
const headSize = 256 << 10

// ddlInput opens a file, standard input, or a live database.
func (c *console) ddlInput(ctx context.Context, name, passwordEnv string, p *progress) (*ddlInput, error) {
	in := &ddlInput{name: name, close: func() {}}
	switch {
	case name == "-":
		in.name, in.Reader = words.Say("app.ddl.stdin"), bufio.NewReaderSize(c.stdin, headSize)
	case strings.Contains(name, "://") && !strings.HasPrefix(name, "file://"), isPractice(name):
		from, err := c.endpoint(name, passwordEnv)
		if err != nil {
			return nil, err
		}
		if err := c.askPassword(ctx, &from); err != nil {
			return nil, err
		}
		p.phase(engine.Reading)
		text, dialect, err := engine.Script(ctx, from)
		if err != nil {
			return nil, err
		}
		in.name, in.live, in.Reader = from.URL, dialect, bufio.NewReaderSize(strings.NewReader(text), headSize)
	default:
		path := strings.TrimPrefix(name, "file://")
		f, err := openDDL(path)
		if err != nil {
			return nil, err
		}
		in.Reader = bufio.NewReaderSize(f, headSize)
		in.close = func() { _ = f.Close() } // it was only read
	}
	head, err := in.Peek(headSize)
	if err != nil && !errors.Is(err, io.EOF) {
		in.close()
		return nil, fault.New(fault.Input, "fault.app.ddl.read", "Path", in.name).Because(err)
	}
	if len(strings.TrimSpace(strings.TrimPrefix(string(head), "\xEF\xBB\xBF"))) == 0 {
		in.close()
		return nil, fault.New(fault.Input, "fault.app.ddl.empty", "Path", in.name)
	}
	if err := script.IsBinary(head); err != nil && in.live == "" {
		in.close()
		return nil, noText(err, in.name)
	}
	return in, nil
}

// isPractice tells whether a name is the practice kernel's and no file's.
func isPractice(name string) bool {
	if name != "practice" && !strings.HasPrefix(name, "practice/") {
		return false
	}
	_, err := os.Stat(name)
	return err != nil
}

func openDDL(path string) (*os.File, error) {
	f, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return nil, fault.New(fault.Missing, "fault.app.ddl.missing", "Path", path)
	case err != nil:
		return nil, fault.New(fault.Input, "fault.app.ddl.read", "Path", path).Because(err)
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		_ = f.Close() // nothing was read
		return nil, fault.New(fault.Input, "fault.app.ddl.directory", "Path", path)
	}
	return f, nil
}

// dialect is the one that was named, else that of the server, else a guess that is told.
func (c *console) dialect(cmd *cobra.Command, named string, in *ddlInput) (ddlconv.Dialect, error) {
	if in.live != "" {
		return in.live, nil
	}
	head, _ := in.Peek(headSize) // a text that is shorter than that is no error
	like := ddlconv.Guess(head)
	switch {
	case slices.Contains(ddlconv.Dialects, ddlconv.Dialect(named)):
		if like != "" && family(like) != family(ddlconv.Dialect(named)) {
			c.notice(words.Say("app.ddl.unlike", "From", named, "Like", string(like)))
		}
		return ddlconv.Dialect(named), nil
	case named != "" && like != "":
		return "", usage(cmd, "fault.app.ddl.from.like", "From", named, "Known", dialects(), "Like", string(like))
	case named != "":
		return "", usage(cmd, "fault.app.ddl.from", "Known", dialects())
	case like == "":
		return "", usage(cmd, "fault.app.ddl.from.missing", "Known", dialects())
	}
	c.notice(words.Say("app.ddl.guess", "From", string(like)))
	return like, nil
}

// family is the dialect that another is read as.
func family(d ddlconv.Dialect) ddlconv.Dialect {
	if d == ddlconv.MariaDB {
		return ddlconv.MySQL
	}
	return d
}

// refused is what ddlconv refuses in its options, as a fault.
func refused(err error) error {
	var why *ddlconv.ParseError
	if !errors.As(err, &why) {
		return err
	}
	f := fault.New(fault.Input, why.ID)
	for name, value := range why.Args {
		f.Args[name] = value
	}
	return f
}

// convertScript converts a text, and stops where the context ends.
func convertScript(ctx context.Context, in *ddlInput, from ddlconv.Dialect, options ddlconv.Options) (*ddlconv.Script, error) {
	converted, err := ddlconv.ConvertScript(&heeding{ctx, in}, from, options)
	var unreadable *ddlconv.ParseError
	var binary *script.BinaryError
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.As(err, &binary):
		return nil, noText(err, in.name)
	case errors.As(err, &unreadable):
		return nil, refused(err)
	default:
		return nil, fault.New(fault.Input, "fault.app.ddl.read", "Path", in.name).Because(err)
	}
	if len(converted.Outcomes) == 0 {
		return nil, fault.New(fault.Input, "fault.app.ddl.empty", "Path", in.name)
	}
	return converted, nil
}

// heeding is a reader that ends with its context.
type heeding struct {
	ctx context.Context
	in  io.Reader
}

func (h *heeding) Read(p []byte) (int, error) {
	if err := h.ctx.Err(); err != nil {
		return 0, err
	}
	return h.in.Read(p)
}

// writeDDL writes the files that were asked for. Without one for the SQL it is printed,
// and what there is to tell goes to standard error.
func (c *console) writeDDL(o *ddlFlags, s *ddlconv.Script, sum *assess.Assessment, document *ddlDocument) error {
	l := words.Spoken()
	if o.report != "" {
		if err := report.WriteDDL(o.report, sum, l); err != nil {
			return err
		}
		document.ReportFile = o.report
	}
	if o.out != "" {
		if err := whole.Write(o.out, func(f *os.File) error { return ddlfile.Write(f, s, sum, l) }); err != nil {
			return fault.New(fault.Resource, "fault.report.write", "Path", o.out, "Kept", "").Because(err)
		}
		document.SQLFile = o.out
		return nil
	}
	if o.target == "" {
		document.sql = func(w io.Writer) error { return ddlfile.Write(w, s, sum, l) }
		document.aside = func(text string) { c.notice(strings.TrimRight(text, "\n")) }
	}
	return nil
}
