// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;

/** A page of the guide, read. */
public record GuidePage(List<GuideBlock> blocks) {
  /** Copies the list. */
  public GuidePage {
    blocks = List.copyOf(blocks);
  }
}
