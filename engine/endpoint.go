package engine

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/practice"
	"github.com/obferry/obferry/engine/source"
	"github.com/obferry/obferry/engine/source/mysql"
	"github.com/obferry/obferry/engine/source/postgres"
	"github.com/obferry/obferry/engine/source/refused"
	"github.com/obferry/obferry/engine/source/sheet"
	"github.com/obferry/obferry/engine/source/stream"
	"github.com/obferry/obferry/profiles"
)

// Address reads an endpoint's URL and adds the password: the one given to this
// process, else the one in the environment variable that the endpoint names.
func (e Endpoint) Address() (profiles.Address, error) {
	address, err := profiles.Parse(e.URL)
	if err != nil {
		return address, err
	}
	switch {
	case !e.Password.Empty():
		address.Password = e.Password
	case e.PasswordEnv != "":
		password, set := os.LookupEnv(e.PasswordEnv)
		if !set {
			return address, unset(e.PasswordEnv)
		}
		address.Password = profiles.NewSecret(password)
	}
	return address, nil
}

// variableName is how variables are called as a rule, and passwords hardly ever.
var variableName = regexp.MustCompile(`^[A-Z_][A-Z0-9_]*$`)

// unset names a variable that is not set, unless the name may be the password itself:
// some type it where its variable's name is asked for.
func unset(name string) error {
	if !variableName.MatchString(name) {
		return fault.New(fault.Input, "fault.endpoint.unnamed")
	}
	return fault.New(fault.Input, "fault.endpoint.env", "Name", name)
}

// NewEndpoint takes a URL as a person typed it. A password in it is kept for this
// process and taken out of the URL.
func NewEndpoint(url string) (Endpoint, error) {
	address, err := profiles.Parse(url)
	if err != nil {
		return Endpoint{}, err
	}
	if address.Path != "" {
		// A saved plan may be run from another folder.
		if whole, err := filepath.Abs(address.Path); err == nil {
			address.Path = whole
		}
	}
	return Endpoint{URL: address.URL(), Password: address.Password}, nil
}

// fromDatabase tells whether rows come from a database, whose values are copied
// exactly, and not from a file, whose values a person typed.
func fromDatabase(a profiles.Address) bool { return a.Server() }

// openSource opens what an address names, as a plan's tables say that it is to be read.
func openSource(ctx context.Context, a profiles.Address, plan *Plan) (source.Source, error) {
	switch a.Kind {
	case profiles.Workbook, profiles.Delimited:
		if plan.Retry {
			return opened(refused.Open(ctx, a.Path))
		}
		return opened(sheet.Open(a.Path, plan.layouts()))
	case profiles.Generated:
		return opened(stream.Open(plan.streams()))
	case profiles.Practice:
		server, err := practiceAddress(ctx, a, nil)
		if err != nil {
			return nil, err
		}
		return opened(mysql.Open(ctx, server))
	case profiles.Postgres:
		return opened(postgres.Open(ctx, a))
	}
	return opened(mysql.Open(ctx, a))
}

// opened keeps a nil pointer from becoming a Source that is not nil.
func opened[S source.Source](s S, err error) (source.Source, error) {
	if err != nil {
		return nil, err
	}
	return s, nil
}

// resolveTarget turns a target's address into a server's: the practice kernel is
// started where it does not run, and a database left open is named after the source's.
func resolveTarget(ctx context.Context, target, from profiles.Address, observe func(practice.Stage)) (profiles.Address, error) {
	switch target.Kind {
	case profiles.Workbook, profiles.Delimited:
		return target, fault.New(fault.Input, "fault.target.file", "Path", target.Path)
	case profiles.Generated:
		return target, fault.New(fault.Input, "fault.target.generated")
	}
	if target.Database == "" {
		target.Database = DatabaseName(from)
	}
	if target.Kind == profiles.Practice {
		return practiceAddress(ctx, target, observe)
	}
	return target, nil
}

func practiceAddress(ctx context.Context, a profiles.Address, observe func(practice.Stage)) (profiles.Address, error) {
	instance, err := practice.Start(ctx, practice.Options{Observe: observe})
	if err != nil {
		return a, err
	}
	a.Kind, a.Host, a.Port, a.User = profiles.OceanBase, instance.Host(), instance.Port(), "root"
	return a, nil
}

// DatabaseName is what a target's database is called where nobody has named it: as
// the source's, or after its file.
func DatabaseName(from profiles.Address) string {
	if from.Database != "" {
		return from.Database
	}
	base := filepath.Base(from.Path)
	name := strings.TrimSuffix(base, filepath.Ext(base))
	if name == "" || name == "." || name == string(filepath.Separator) {
		return "obferry"
	}
	return strings.ToLower(name)
}
