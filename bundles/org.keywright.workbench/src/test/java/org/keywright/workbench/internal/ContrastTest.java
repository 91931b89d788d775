// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whether all colours can be told from what they are seen on: WCAG 2.2, 1.4.3 and 1.4.11. */
class ContrastTest {
  private static final double WORDS = 4.5;
  private static final double MARKS = 3;

  /** What words stand on: pages, views, the bars of sections. */
  private static final List<String> LIGHT = List.of("ffffff", "f8f8f8", "eaeaea");

  /** The same in the dark, then bars, dialogs and tabs, and last a grey of the platform's own. */
  private static final List<String> DARK =
      List.of("1e1f22", "26282b", "2f2f2f", "303236", "313538", "48484c");

  /** What GTK's own theme, Adwaita, has behind text, and behind what is chosen. */
  private static final String GTK_DARK_BASE = "2d2d2d";

  private static final String GTK_CHOSEN = "3584e4";
  private static final String GTK_DARK_CHOSEN = "15539e";

  /** The picture of the window itself, which brings its own ground. */
  private static final String GROUNDED = "window.svg";

  private static final Path MAIN = Path.of("src", "main");
  private static final Pattern DECLARED =
      Pattern.compile("colour\\.(\\w+)\" label=\"[^\"]*\" value=\"(\\d+),(\\d+),(\\d+)\"");
  private static final Pattern STYLED =
      Pattern.compile(
          "ColorDefinition#org-keywright-workbench-colour-(\\w+) \\{\\s*color: #(\\w+)");
  private static final Pattern DRAWN = Pattern.compile("(?:stroke|fill)=\"#(\\w{6})\"");

  @Test
  void wordsAreReadInTheLightAndInTheDark() throws IOException {
    Map<String, String> light = declared();
    Map<String, String> dark = styled();
    assertThat(dark.keySet()).isNotEmpty().isSubsetOf(light.keySet());
    for (String name : dark.keySet()) {
      assertContrast(name, light.get(name), LIGHT, WORDS);
      assertContrast(name, dark.get(name), DARK, WORDS);
    }
  }

  @Test
  void whiteWordsAreReadOnTheBandOfACeremony() throws IOException {
    for (String name : List.of("rehearsal", "ceremony")) {
      assertContrast(name, declared().get(name), List.of("ffffff"), WORDS);
    }
  }

  @Test
  void hintsOfEmptyFieldsAreRead() throws IOException {
    double base =
        part("placeholder_text_color mix\\(@theme_text_color, @theme_base_color, ([.\\d]+)");
    assertContrast("hint", mixed("000000", "ffffff", base), List.of("ffffff"), WORDS);
    assertContrast("hint", mixed("ffffff", GTK_DARK_BASE, base), DARK.subList(0, 3), WORDS);
  }

  @Test
  void wordsAreReadOnTheRowThatIsChosen() throws IOException {
    double tint = part("\\.view:selected \\{\\s*background-color: alpha\\(\\S+ ([.\\d]+)");
    String light = mixed("ffffff", GTK_CHOSEN, tint);
    List<String> dark =
        DARK.subList(0, 3).stream().map(each -> mixed(each, GTK_DARK_CHOSEN, tint)).toList();
    assertContrast("words", "000000", List.of(light), WORDS);
    assertContrast("words", "ffffff", dark, WORDS);
    for (String name : styled().keySet()) {
      assertContrast(name, declared().get(name), List.of(light), WORDS);
      assertContrast(name, styled().get(name), dark, WORDS);
    }
  }

  @Test
  void picturesAreSeenInTheLightAndInTheDark() throws IOException {
    try (var files = Files.list(MAIN.resolve("pictures"))) {
      for (Path file : files.filter(each -> !each.endsWith(GROUNDED)).toList()) {
        for (String line : all(DRAWN, file).keySet()) {
          assertContrast(file.getFileName().toString(), line, List.of("ffffff", "f8f8f8"), MARKS);
          assertContrast(file.getFileName().toString(), line, DARK.subList(0, 4), MARKS);
        }
      }
    }
  }

  private static void assertContrast(
      String what, String colour, List<String> behind, double least) {
    for (String each : behind) {
      assertThat(contrast(colour, each))
          .as("%s, #%s on #%s", what, colour, each)
          .isGreaterThanOrEqualTo(least);
    }
  }

  /** A number in the style of what GTK draws by itself. */
  private static double part(String pattern) throws IOException {
    var matcher =
        Pattern.compile(pattern).matcher(Files.readString(MAIN.resolve("resources/css/gtk.css")));
    assertThat(matcher.find()).as(pattern).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  /** So much of another colour over one. */
  private static String mixed(String one, String other, double part) {
    var mixed = new StringBuilder();
    for (int i = 0; i < 6; i += 2) {
      int below = Integer.parseInt(one.substring(i, i + 2), 16);
      int above = Integer.parseInt(other.substring(i, i + 2), 16);
      mixed.append("%02x".formatted(Math.round(below + (above - below) * part)));
    }
    return mixed.toString();
  }

  private static Map<String, String> declared() throws IOException {
    return all(DECLARED, MAIN.resolve("resources/plugin.xml"));
  }

  private static Map<String, String> styled() throws IOException {
    return all(STYLED, MAIN.resolve("resources/css/dark.css"));
  }

  /** What a pattern finds: colours by their names, or by themselves. */
  private static Map<String, String> all(Pattern pattern, Path file) throws IOException {
    var found = new TreeMap<String, String>();
    var matcher = pattern.matcher(Files.readString(file));
    while (matcher.find()) {
      String colour = matcher.group(Math.min(2, matcher.groupCount()));
      if (matcher.groupCount() == 4) {
        colour = "";
        for (int i = 2; i <= 4; i++) {
          colour += "%02x".formatted(Integer.parseInt(matcher.group(i)));
        }
      }
      found.put(matcher.group(1), colour);
    }
    return found;
  }

  private static double contrast(String one, String other) {
    double first = luminance(one);
    double second = luminance(other);
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  private static double luminance(String colour) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double part = Integer.parseInt(colour.substring(2 * i, 2 * i + 2), 16) / 255.0;
      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}
