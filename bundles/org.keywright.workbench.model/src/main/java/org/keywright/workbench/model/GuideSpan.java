// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.Optional;

/**
 * Words of one look on a page of the guide.
 *
 * @param words as they are shown
 * @param look how they look
 * @param link where they lead, if they do
 */
public record GuideSpan(String words, Look look, Optional<GuidePlace> link) {
  /** How words look. */
  public enum Look {
    /** As most do. */
    PLAIN,
    /** Bold. */
    STRONG,
    /** Slanted. */
    EMPHASIS,
    /** As on a console. */
    CODE
  }
}
