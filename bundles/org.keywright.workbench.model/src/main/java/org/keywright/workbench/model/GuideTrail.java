// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Where a reader of the guide has been, and where he came back from. For one thread. */
public final class GuideTrail {
  private final Deque<GuidePlace> before = new ArrayDeque<>();
  private final Deque<GuidePlace> after = new ArrayDeque<>();
  private Optional<GuidePlace> here = Optional.empty();

  /** A reader who has opened nothing. */
  public GuideTrail() {
    // nothing was read yet
  }

  /** Where he is; nowhere at first. */
  public Optional<GuidePlace> here() {
    return here;
  }

  /** Goes on; what he came back from is forgotten. */
  public void go(GuidePlace place) {
    if (!here.equals(Optional.of(place))) {
      here.ifPresent(before::push);
      after.clear();
      here = Optional.of(place);
    }
  }

  /** Whether he was somewhere before. */
  public boolean canGoBack() {
    return !before.isEmpty();
  }

  /** Whether he came back from somewhere. */
  public boolean canGoForward() {
    return !after.isEmpty();
  }

  /** Goes back, if he was somewhere before. */
  public void back() {
    step(before, after);
  }

  /** Goes where he came back from. */
  public void forward() {
    step(after, before);
  }

  private void step(Deque<GuidePlace> from, Deque<GuidePlace> to) {
    if (!from.isEmpty()) {
      here.ifPresent(to::push);
      here = Optional.of(from.pop());
    }
  }
}
