package ddlconv_test
import ("testing";"os";"path/filepath";"fmt";"github.com/obferry/obferry/ddlconv")
func TestTry(t *testing.T){
 files,_:=filepath.Glob("/work/shared/corpus/mysql/*.sql")
 for _,f:=range files{ in,_:=os.Open(f)
  s,err:=ddlconv.ConvertScript(in,"mysql",ddlconv.Options{})
  if err!=nil{t.Error(f,err);continue}
  n:=map[string]int{}
  for _,o:=range s.Outcomes{ n[string(o.Fate)+" "+o.Verb]+=o.Count
   if o.Fate=="manual"||o.Fate=="refused"{ fmt.Printf("   %s:%d %s %s %s %s %.150q\n",filepath.Base(f),o.Line,o.Fate,o.Verb,o.Object,o.Rule,o.Text)}}
  fmt.Println(filepath.Base(f),len(s.Tables),len(s.Objects),n)
  for _,x:=range s.Notes{fmt.Println("      ",x)}
 }
}
