// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.net.URI;
import java.util.Optional;

/**
 * A place in the guide.
 *
 * @param page the page's file, from the folder of all documents on
 * @param heading the heading, as links name it; empty for the beginning
 */
public record GuidePlace(String page, String heading) {
  /** The first page, which lists the others. */
  public static final GuidePlace CONTENTS = new GuidePlace("guide/README.md", "");

  private static final String SEARCH = "guide";

  /** The page that lists where some words stand. */
  public static GuidePlace search(String words) {
    return new GuidePlace(SEARCH, words.strip());
  }

  /** Whether the page is made of what is found, for the words that stand for the heading. */
  boolean isSearch() {
    return page.equals(SEARCH);
  }

  /** Where a link on this page leads; nothing for one that leaves the documents. */
  public Optional<GuidePlace> follow(String link) {
    URI to = URI.create("/" + page).resolve(link);
    if (to.isAbsolute() || to.getPath().startsWith("/..")) {
      return Optional.empty();
    }
    String fragment = to.getFragment();
    return Optional.of(new GuidePlace(to.getPath().substring(1), fragment == null ? "" : fragment));
  }
}
