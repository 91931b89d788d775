// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.keywright.workbench.model.Texts.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keywright.workbench.model.GuideSpan.Look;

/**
 * Finds where in the guide some words stand: under which headings, on the contents and the pages
 * that they list. Every word has to be there, in part and in any case.
 */
final class GuideSearch {
  /** Cells do not run into one another. */
  private static final GuideSpan GAP = new GuideSpan(" ", Look.PLAIN, Optional.empty());

  private final Guide guide;
  private final String sought;

  GuideSearch(Guide guide, String sought) {
    this.guide = guide;
    this.sought = sought;
  }

  /**
   * A page that lists the places.
   *
   * @throws IOException if a page is not there
   */
  GuidePage page() throws IOException {
    var blocks = new ArrayList<GuideBlock>();
    blocks.add(new GuideBlock.Heading(1, "", text("guide.found", sought)));
    for (GuidePlace place : chapters()) {
      sections(place).stream().filter(this::matches).map(GuideSearch::entry).forEach(blocks::add);
    }
    if (blocks.size() == 1) {
      var none = new GuideSpan(text("guide.found.none"), Look.PLAIN, Optional.empty());
      blocks.add(new GuideBlock.Paragraph(0, "", List.of(none)));
    }
    return new GuidePage(blocks);
  }

  private Set<GuidePlace> chapters() throws IOException {
    return guide.page(GuidePlace.CONTENTS).blocks().stream()
        .flatMap(GuideSearch::spans)
        .flatMap(span -> span.link().stream())
        .map(link -> new GuidePlace(link.page(), ""))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What stands below a heading, down to the next one. */
  private record Section(GuidePlace place, String chapter, String heading, String words) {}

  private List<Section> sections(GuidePlace place) throws IOException {
    Map<GuideBlock.Heading, StringBuilder> words = new LinkedHashMap<>();
    var here = new GuideBlock.Heading(1, "", place.page());
    for (GuideBlock block : guide.page(place).blocks()) {
      if (block instanceof GuideBlock.Heading heading) {
        here = heading;
      }
      words.computeIfAbsent(here, heading -> new StringBuilder()).append(words(block)).append(' ');
    }
    String chapter = words.keySet().iterator().next().words();
    return words.entrySet().stream()
        .map(
            each ->
                new Section(
                    new GuidePlace(place.page(), each.getKey().name()),
                    chapter,
                    each.getKey().words(),
                    each.getValue().toString()))
        .toList();
  }

  private boolean matches(Section section) {
    String words = section.words().toLowerCase(Locale.ROOT);
    return Arrays.stream(sought.toLowerCase(Locale.ROOT).split("\\s+", -1))
        .allMatch(words::contains);
  }

  private static GuideBlock entry(Section section) {
    String words =
        section.heading().equals(section.chapter())
            ? section.chapter()
            : section.chapter() + " – " + section.heading();
    var link = new GuideSpan(words, Look.PLAIN, Optional.of(section.place()));
    return new GuideBlock.Paragraph(1, "•", List.of(link));
  }

  private static String words(GuideBlock block) {
    return switch (block) {
      case GuideBlock.Heading heading -> heading.words();
      case GuideBlock.Code code -> code.lines();
      case GuideBlock.Picture picture -> picture.words();
      case GuideBlock.Paragraph _, GuideBlock.Table _ ->
          spans(block).map(GuideSpan::words).collect(Collectors.joining());
    };
  }

  private static Stream<GuideSpan> spans(GuideBlock block) {
    return switch (block) {
      case GuideBlock.Paragraph paragraph -> paragraph.spans().stream();
      case GuideBlock.Table table ->
          table.rows().stream()
              .flatMap(List::stream)
              .flatMap(cell -> Stream.concat(cell.stream(), Stream.of(GAP)));
      case GuideBlock.Heading _, GuideBlock.Code _, GuideBlock.Picture _ -> Stream.empty();
    };
  }
}
