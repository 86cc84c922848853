package app

import (
	"errors"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// badFlag says what is wrong with a flag. Values are not repeated: a misplaced one
// may be an address with a password in it.
func badFlag(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	if before := cmd.Flags().Args(); cmd.HasSubCommands() && len(before) > 0 {
		// What stands before the option was meant as the verb that has it.
		return unknownVerb(cmd, before)
	}
	switch {
	case errors.As(err, &bare):
		return usage(cmd, "fault.app.flag.bare", "Flag", "--"+bare.GetFlag().Name)
	case errors.As(err, &wrong):
		return usage(cmd, "fault.app.flag."+valueKind(wrong.GetFlag().Value.Type()), "Flag", "--"+wrong.GetFlag().Name)
	case errors.As(err, &unknown):
		name, dashes := unknown.GetSpecifiedName(), "--"
		if short := unknown.GetSpecifiedShortnames(); short != "" {
			name, dashes = short, "-"
		}
		if harmless.MatchString(name) {
			return usage(cmd, "fault.app.flag.unknown", "Flag", dashes+name)
		}
	}
	return usage(cmd, "fault.app.flag")
}

// valueKind is what a flag's value should have been.
func valueKind(flagType string) string {
	switch flagType {
	case "bool":
		return "bool"
	case "stringSlice":
		return "list"
	}
	return "number"
}
