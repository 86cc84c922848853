package engine_test

import (
	"strings"
	"testing"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/source"
)

func TestDDLSuitsTheTargetsVersion(t *testing.T) {
	catalog := &engine.Catalog{Product: "MySQL", Version: "8.0.36", Tables: []*source.Table{
		{Name: "t", Create: "CREATE TABLE `t` (`id` int NOT NULL, `hidden` int INVISIBLE, PRIMARY KEY (`id`))"},
		{Name: "edited", Create: "CREATE TABLE `edited` (`id` int NOT NULL, `hidden` int INVISIBLE, PRIMARY KEY (`id`))"},
	}}
	for version, invisible := range map[string]bool{"4.3.5.3": true, "4.2.5.1": false, "3.2.4.8": false} {
		plan, err := engine.Propose(t.Context(), engine.Endpoint{URL: "mysql://root@h/d"}, engine.Endpoint{URL: "oceanbase://root@h/d"}, catalog, nil)
		if err != nil {
			t.Fatal(err)
		}
		plan.Tables[1].DDL.Create, plan.Tables[1].DDL.Edited = "CREATE TABLE edited (id INT)", true
		engine.Suit(catalog, plan, version)
		if got := strings.Contains(plan.Tables[0].DDL.Create, "INVISIBLE"); got != invisible {
			t.Errorf("%s (%s): %s", version, plan.TargetVersion, plan.Tables[0].DDL.Create)
		}
		if plan.Tables[1].DDL.Create != "CREATE TABLE edited (id INT)" {
			t.Errorf("%s: what a person has edited became %s", version, plan.Tables[1].DDL.Create)
		}
		before := plan.Tables[0].DDL.Create
		engine.Suit(catalog, plan, "4.3.5")
		if plan.Tables[0].DDL.Create != before {
			t.Errorf("%s: a plan that names its version was converted for another", version)
		}
	}
}
