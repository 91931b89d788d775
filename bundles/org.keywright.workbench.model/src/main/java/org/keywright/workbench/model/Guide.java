// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The guide for people who use the workbench: the pages of {@code docs/guide}, and what they lead
 * to. Reading takes a moment, so it is not for the window's thread.
 */
public final class Guide {
  /** Which page has what one wants to know before a part, by the last word of the part's id. */
  private static final Map<String, String> CHAPTERS =
      Map.ofEntries(
          Map.entry("start", "first-steps"),
          Map.entry("keysets", "keys"),
          Map.entry("keyset", "keys"),
          Map.entry("links", "devices"),
          Map.entry("devices", "devices"),
          Map.entry("device", "devices"),
          Map.entry("jobs", "jobs"),
          Map.entry("console", "console-and-log"),
          Map.entry("audit", "console-and-log"),
          Map.entry("requests", "officers"),
          Map.entry("orders", "personalization"),
          Map.entry("parties", "personalization"),
          Map.entry("pairedunits", "pairing"),
          Map.entry("codedesk", "pairing"),
          Map.entry("cases", "pairing"),
          Map.entry("findings", "pairing"),
          Map.entry("properties", "window"),
          Map.entry("trace", "trace-and-problems"),
          Map.entry("problems", "trace-and-problems"));

  private final Function<String, Optional<URL>> files;

  /**
   * A guide.
   *
   * @param files finds a file of the documents, from their folder on
   */
  public Guide(Function<String, Optional<URL>> files) {
    this.files = files;
  }

  /** Where a view or an editor is told of; the contents, if nowhere. */
  public static GuidePlace chapter(String part) {
    return Optional.ofNullable(CHAPTERS.get(part.substring(part.lastIndexOf('.') + 1)))
        .map(page -> new GuidePlace("guide/" + page + ".md", ""))
        .orElse(GuidePlace.CONTENTS);
  }

  /**
   * Reads a page.
   *
   * @throws IOException if it is not there
   */
  public GuidePage page(GuidePlace place) throws IOException {
    try (InputStream page = open(place.page())) {
      String markdown = new String(page.readAllBytes(), StandardCharsets.UTF_8);
      return GuideReader.read(place, markdown, file -> files.apply(file).isPresent());
    }
  }

  /**
   * Opens a file, as of a picture.
   *
   * @throws IOException if it is not there
   */
  public InputStream open(String file) throws IOException {
    return files
        .apply(file)
        .orElseThrow(() -> new IOException("the guide has no file " + file))
        .openStream();
  }
}
