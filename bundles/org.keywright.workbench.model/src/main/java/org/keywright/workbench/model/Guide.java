// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The guide for people who use the workbench: the pages of {@code docs/guide}, and what they lead
 * to. Reading takes a moment, so it is not for the window's thread.
 */
public final class Guide {
  /**
   * Which page has what one wants to know before a part or a perspective, by the last word of its
   * id.
   */
  private static final Map<String, String> CHAPTERS =
      Map.ofEntries(
          Map.entry("start", "first-steps"),
          Map.entry("keys", "keys"),
          Map.entry("keysets", "keys"),
          Map.entry("keyset", "keys"),
          Map.entry("links", "devices"),
          Map.entry("devices", "devices"),
          Map.entry("device", "devices"),
          Map.entry("jobs", "jobs"),
          Map.entry("console", "console-and-log"),
          Map.entry("audit", "console-and-log"),
          Map.entry("requests", "officers"),
          Map.entry("officers", "officers"),
          Map.entry("orders", "personalization"),
          Map.entry("parties", "personalization"),
          Map.entry("certificates", "personalization"),
          Map.entry("personalization", "personalization"),
          Map.entry("pairing", "pairing"),
          Map.entry("pairedunits", "pairing"),
          Map.entry("codedesk", "pairing"),
          Map.entry("cases", "pairing"),
          Map.entry("findings", "pairing"),
          Map.entry("properties", "window"),
          Map.entry("trace", "trace-and-problems"),
          Map.entry("problems", "trace-and-problems"));

  /** Which page is about a dialog, by the first word of the keys of its texts. */
  private static final Map<String, String> DIALOGS =
      Map.ofEntries(
          Map.entry("vault", "first-steps"),
          Map.entry("founding", "first-steps"),
          Map.entry("keyset", "keys"),
          Map.entry("key", "keys"),
          Map.entry("life", "keys"),
          Map.entry("compare", "keys"),
          Map.entry("load", "jobs"),
          Map.entry("campaign", "jobs"),
          Map.entry("report", "jobs"),
          Map.entry("officer", "officers"),
          Map.entry("period", "officers"),
          Map.entry("request", "officers"),
          Map.entry("ceremony", "ceremonies"),
          Map.entry("order", "personalization"),
          Map.entry("numbers", "personalization"),
          Map.entry("personalize", "personalization"),
          Map.entry("listen", "personalization"),
          Map.entry("certificate", "personalization"),
          Map.entry("plugin", "window"),
          Map.entry("contact", "pairing"),
          Map.entry("estate", "pairing"),
          Map.entry("produce", "pairing"),
          Map.entry("centre", "pairing"),
          Map.entry("resolve", "pairing"),
          Map.entry("revoke", "pairing"),
          Map.entry("release", "pairing"),
          Map.entry("table", "pairing"),
          Map.entry("secret", "console-and-log"));

  private final Function<String, Optional<URL>> files;

  /**
   * A guide.
   *
   * @param files finds a file of the documents, from their folder on
   */
  public Guide(Function<String, Optional<URL>> files) {
    this.files = files;
  }

  /** Where a view, an editor or a perspective is told of, by its id; the contents, if nowhere. */
  public static GuidePlace chapter(String part) {
    return place(CHAPTERS.get(part.substring(part.lastIndexOf('.') + 1)));
  }

  /**
   * Where a dialog or a wizard is told of; the contents, if nowhere.
   *
   * @param key what the keys of its texts begin with
   */
  public static GuidePlace dialog(String key) {
    return place(DIALOGS.get(key.replaceFirst("\\..*", "")));
  }

  private static GuidePlace place(@Nullable String page) {
    return page == null ? GuidePlace.CONTENTS : new GuidePlace("guide/" + page + ".md", "");
  }

  /**
   * Reads a page.
   *
   * @throws IOException if it is not there
   */
  public GuidePage page(GuidePlace place) throws IOException {
    if (place.isSearch()) {
      return new GuideSearch(this, place.heading()).page();
    }
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
