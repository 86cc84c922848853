package app

import (
	"io"
	"os"
	"regexp"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/obferry/obferry/app/hush"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
)

// Main is the program: it does what its arguments say and exits.
func Main() {
	hush.End()
	os.Exit(Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// Run does what the arguments say and returns the exit code. It sets the language
// that the process speaks.
func Run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	c := &console{stdin: stdin, stdout: stdout, stderr: stderr}
	c.peek(args)
	ctx, stop := c.heedSignals()
	defer stop()
	root := c.root()
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	if c.verb == "" {
		c.verb = verbOf(cmd)
	}
	return c.leave(err)
}

// verbs are the verbs, in the order that help lists them.
var verbs = []func(*console) *cobra.Command{
	demoVerb,
	practiceVerb,
	ddlVerb,
	migrateVerb,
	runVerb,
	exportVerb,
	verifyVerb,
	retryVerb,
}

// console is one call of the program.
type console struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	json           bool
	lang           string
	config         string
	// verb as the documents name it: "migrate", "practice start".
	verb string
	// answer is what the verb came to; nil where it got nowhere.
	answer answer

	mu sync.Mutex // guards speak
	// speak shows a line above the progress bars; nil while there are none.
	speak func(line string)
}

// peek looks for --json and --lang before the flags are parsed: help, and a flag
// that is refused, already need them.
func (c *console) peek(args []string) {
	l := languageOf(os.Getenv)
	for i, arg := range args {
		if arg == "--" {
			break
		}
		switch {
		case arg == "--json" || arg == "--json=true":
			c.json = true
		case arg == "--lang" && i+1 < len(args):
			l = knownLanguage(args[i+1], l)
		case strings.HasPrefix(arg, "--lang="):
			l = knownLanguage(strings.TrimPrefix(arg, "--lang="), l)
		}
	}
	words.Speak(l)
}

func knownLanguage(name string, otherwise words.Language) words.Language {
	for _, l := range words.Languages {
		if string(l) == name {
			return l
		}
	}
	return otherwise
}

// languageOf is the language of the environment, as POSIX ranks its variables.
func languageOf(getenv func(string) string) words.Language {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := getenv(name); value != "" {
			if strings.HasPrefix(strings.ToLower(value), "zh") {
				return words.Chinese
			}
			return words.English
		}
	}
	return words.English
}

// root is the command without a verb, which opens the window.
func (c *console) root() *cobra.Command {
	root := &cobra.Command{
		Use:               "obferry",
		Args:              unknownVerb,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		PersistentPreRunE: func(*cobra.Command, []string) error { return c.checkLanguage() },
	}
	var version bool
	root.Flags().BoolVar(&version, "version", false, words.Say("app.flag.version"))
	all := root.PersistentFlags()
	all.BoolVar(&c.json, "json", c.json, words.Say("app.flag.json"))
	all.StringVar(&c.lang, "lang", "", words.Say("app.flag.lang"))
	all.StringVar(&c.config, "config", "", words.Say("app.flag.config"))
	all.BoolP("help", "h", false, words.Say("app.flag.help"))
	root.RunE = func(cmd *cobra.Command, _ []string) error {
		if version {
			c.verb, c.answer = "version", newVersion()
			return nil
		}
		return openWindow(cmd.Context(), windowOptions{Config: c.config, Language: words.Language(c.lang)})
	}
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { c.help(cmd) })
	root.SetHelpCommand(&cobra.Command{Use: "help", Hidden: true, RunE: func(_ *cobra.Command, args []string) error {
		cmd, rest, err := root.Find(args)
		if err != nil || len(rest) > 0 {
			return unknownVerb(cmd, rest)
		}
		c.help(cmd)
		return nil
	}})
	root.SetFlagErrorFunc(badFlag)
	cobra.EnableCommandSorting = false // help lists verbs and flags in our order
	for _, verb := range verbs {
		root.AddCommand(verb(c))
	}
	return root
}

func (c *console) help(cmd *cobra.Command) {
	c.verb = verbOf(cmd)
	c.answer = newHelp(cmd)
}

func (c *console) checkLanguage() error {
	if c.lang == "" || knownLanguage(c.lang, "") != "" {
		return nil
	}
	return fault.New(fault.Input, "fault.app.lang")
}

// verbOf names a command as the documents do.
func verbOf(cmd *cobra.Command) string {
	return strings.TrimPrefix(strings.TrimPrefix(cmd.CommandPath(), "obferry"), " ")
}

// harmless is what may be shown of an argument that is not understood. Anything
// else might be an address with a password in it.
var harmless = regexp.MustCompile(`^[A-Za-z][A-Za-z-]{0,19}$`)

// unknownVerb refuses arguments where a verb is expected.
func unknownVerb(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case !harmless.MatchString(args[0]):
		return usage(cmd, "fault.app.noverb")
	}
	cmd.SuggestionsMinimumDistance = 2 // letters that are wrong, missing or too many
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return usage(cmd, "fault.app.verb.near", "Verb", args[0], "Near", near[0])
	}
	return usage(cmd, "fault.app.verb", "Verb", args[0])
}

// noArguments refuses arguments of verbs that take flags alone.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usage(cmd, "fault.app.argument")
}

// usage is a fault in how the program was called. Command is what help is asked of.
func usage(cmd *cobra.Command, id string, pairs ...any) error {
	return fault.New(fault.Input, id, append(pairs, "Command", cmd.CommandPath())...)
}

// notice shows one line to a person, above the progress bars where there are any.
func (c *console) notice(line string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.speak != nil {
		c.speak(line)
		return
	}
	// Standard error is where a failure to write would be told.
	_, _ = io.WriteString(c.stderr, line+"\n")
}

func (c *console) setSpeak(speak func(string)) {
	c.mu.Lock()
	c.speak = speak
	c.mu.Unlock()
}
