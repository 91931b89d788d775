// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.keywright.workbench.model.GuideSpan.Look;

class GuideTest {
  private static final Path ROOT = root();
  private static final Pattern PART =
      Pattern.compile("<(?:view|editor|perspective) id=\"(org\\.keywright\\.[a-z.]+)\"");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");
  private static final GuidePlace PAGE = new GuidePlace("guide/page.md", "");

  private final Guide guide = new Guide(GuideTest::document);

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(here.resolve("bundles"))) {
      here = here.getParent();
    }
    return here;
  }

  private static Optional<URL> document(String file) {
    try {
      Path path = ROOT.resolve("docs").resolve(file);
      return Files.exists(path) ? Optional.of(path.toUri().toURL()) : Optional.empty();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<GuideBlock> read(String markdown) {
    return GuideReader.read(PAGE, markdown, file -> !file.contains("missing")).blocks();
  }

  private static GuideSpan plain(String words) {
    return new GuideSpan(words, Look.PLAIN, Optional.empty());
  }

  @Test
  void wordsHaveLooksAndLinksLeadOn() {
    assertThat(read("A **b** *c* `d`\nand [e](keys.md#life)."))
        .containsExactly(
            new GuideBlock.Paragraph(
                0,
                "",
                List.of(
                    plain("A "),
                    new GuideSpan("b", Look.STRONG, Optional.empty()),
                    plain(" "),
                    new GuideSpan("c", Look.EMPHASIS, Optional.empty()),
                    plain(" "),
                    new GuideSpan("d", Look.CODE, Optional.empty()),
                    plain(" "),
                    plain("and "),
                    new GuideSpan(
                        "e", Look.PLAIN, Optional.of(new GuidePlace("guide/keys.md", "life"))),
                    plain("."))));
  }

  @Test
  void listsTablesCodeAndPicturesAreBlocks() {
    assertThat(read("1. a\n2. b\n   - c\n\n| h | i |\n|---|---|\n| j | k |\n\n```\nl\n```\n"))
        .containsExactly(
            new GuideBlock.Paragraph(1, "1.", List.of(plain("a"))),
            new GuideBlock.Paragraph(1, "2.", List.of(plain("b"))),
            new GuideBlock.Paragraph(2, "•", List.of(plain("c"))),
            new GuideBlock.Table(
                List.of(
                    List.of(List.of(plain("h")), List.of(plain("i"))),
                    List.of(List.of(plain("j")), List.of(plain("k"))))),
            new GuideBlock.Code("l"));
    assertThat(read("![What is shown](../pictures/one.png)"))
        .containsExactly(new GuideBlock.Picture("pictures/one.png", "What is shown"));
  }

  @Test
  void headingsAreNamedAsLinksNameThem() {
    assertThat(read("## A key's *life*, twice"))
        .containsExactly(new GuideBlock.Heading(2, "a-keys-life-twice", "A key's life, twice"));
  }

  @Test
  void aLinkToWhatIsNotAtHandIsPlainWords() {
    assertThat(read("[a](missing.md) [b](https://example.org/) [c](../../../missing)"))
        .containsExactly(
            new GuideBlock.Paragraph(
                0, "", List.of(plain("a"), plain(" "), plain("b"), plain(" "), plain("c"))));
  }

  @Test
  void everyViewEditorAndPerspectiveHasItsChapter() throws IOException {
    String plugin =
        Files.readString(
            ROOT.resolve("bundles/org.keywright.workbench/src/main/resources/plugin.xml"));
    List<String> parts = PART.matcher(plugin).results().map(found -> found.group(1)).toList();

    assertThat(parts).hasSizeGreaterThan(20);
    for (String part : parts) {
      GuidePlace chapter = Guide.chapter(part);
      if (!part.endsWith(".guide")) {
        assertThat(chapter).as(part).isNotEqualTo(GuidePlace.CONTENTS);
      }
      assertThat(guide.page(chapter).blocks()).as(part).isNotEmpty();
    }
  }

  @Test
  void everyDialogAndWizardHasItsChapter() throws IOException {
    var texts = new Properties();
    try (var file = GuideTest.class.getResourceAsStream("texts.properties")) {
      texts.load(file);
    }
    var dialogs =
        texts.stringPropertyNames().stream()
            .filter(key -> key.endsWith(".hint") && texts.containsKey(title(key)))
            .filter(key -> !key.equals("console.hint"))
            .map(key -> key.replaceFirst("\\.hint$", ""))
            .toList();

    assertThat(dialogs).hasSizeGreaterThan(40).contains("officer.add", "vault.open", "estate");
    for (String dialog : dialogs) {
      assertThat(Guide.dialog(dialog)).as(dialog).isNotEqualTo(GuidePlace.CONTENTS);
      assertThat(guide.page(Guide.dialog(dialog)).blocks()).as(dialog).isNotEmpty();
    }
    for (String wizard : List.of("load", "campaign", "contact", "personalize", "founding")) {
      assertThat(Guide.dialog(wizard)).as(wizard).isNotEqualTo(GuidePlace.CONTENTS);
    }
  }

  private static String title(String hint) {
    return hint.replaceFirst("hint$", "title");
  }

  @Test
  void whatPagesOfTheGuideNameIsThere() throws IOException {
    try (var pages = Files.list(ROOT.resolve("docs/guide"))) {
      for (Path page : pages.toList()) {
        var place = new GuidePlace("guide/" + page.getFileName(), "");
        for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
          GuidePlace to = place.follow(link.group(1)).orElse(place);
          assertThat(document(to.page())).as(page + " names " + link.group(1)).isPresent();
          if (!to.heading().isEmpty()) {
            assertThat(guide.page(to).blocks())
                .as(page + " names " + link.group(1))
                .anyMatch(
                    block ->
                        block instanceof GuideBlock.Heading heading
                            && heading.name().equals(to.heading()));
          }
        }
      }
    }
  }

  @Test
  void everyDocumentCanBeRead() throws IOException {
    try (var files = Files.walk(ROOT.resolve("docs"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".md")).toList()) {
        String page = ROOT.resolve("docs").relativize(file).toString().replace('\\', '/');
        assertThat(guide.page(new GuidePlace(page, "")).blocks()).as(page).isNotEmpty();
      }
    }
  }

  @Test
  void aPageThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> guide.page(new GuidePlace("guide/none.md", "")))
        .isInstanceOf(IOException.class)
        .hasMessage("the guide has no file guide/none.md");
  }

  @Test
  void aReaderGoesBackAndForward() {
    var trail = new GuideTrail();
    var jobs = new GuidePlace("guide/jobs.md", "");
    trail.go(GuidePlace.CONTENTS);
    trail.go(jobs);
    trail.go(jobs);
    trail.back();
    assertThat(trail.here()).contains(GuidePlace.CONTENTS);
    assertThat(trail.canGoBack()).isFalse();
    trail.forward();
    assertThat(trail.here()).contains(jobs);
    trail.back();
    trail.go(PAGE);
    assertThat(trail.canGoForward()).isFalse();
  }

  @Test
  void aSearchListsTheHeadingsUnderWhichAllWordsStand() throws IOException {
    assertThat(found("keys.md", "alt+left")).isEmpty();
    assertThat(found("keyboard.md", " LINK alt+left ")).containsExactly("Keyboard");
    assertThat(found("window.md", "quick access")).containsExactly("The window – Finding things");
  }

  @Test
  void aSearchForWhatStandsNowhereSaysSo() throws IOException {
    assertThat(guide.page(GuidePlace.search("xyzzy")).blocks()).hasSize(2);
  }

  private List<String> found(String page, String words) throws IOException {
    return guide.page(GuidePlace.search(words)).blocks().stream()
        .filter(GuideBlock.Paragraph.class::isInstance)
        .flatMap(block -> ((GuideBlock.Paragraph) block).spans().stream())
        .filter(span -> span.link().stream().anyMatch(to -> to.page().equals("guide/" + page)))
        .map(GuideSpan::words)
        .toList();
  }
}
