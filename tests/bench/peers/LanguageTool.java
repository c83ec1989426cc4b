import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.languagetool.JLanguageTool;
import org.languagetool.Languages;
import org.languagetool.rules.Rule;
import org.languagetool.rules.RuleMatch;

/** Lines of French in; of each spelling error: line, from, to, suggestions, by tabs. */
class LanguageTool {
    public static void main(String[] arguments) throws Exception {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        var tool = new JLanguageTool(Languages.getLanguageForShortCode("fr"));
        for (Rule rule : tool.getAllActiveRules()) {
            if (!rule.isDictionaryBasedSpellingRule()) {
                tool.disableRule(rule.getId());
            }
        }
        String line;
        for (int number = 0; (line = in.readLine()) != null; number++) {
            for (RuleMatch match : tool.check(line)) {
                out.print(number + "\t" + match.getFromPos() + "\t" + match.getToPos());
                for (String suggestion : match.getSuggestedReplacements()) {
                    out.print("\t" + suggestion);
                }
                out.println();
            }
        }
        out.flush();
    }
}
