// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

/** What the parts are called in {@code plugin.xml}. */
final class Ids {
  private static final String OURS = "org.keywright.workbench.";

  static final String KEYS_PERSPECTIVE = OURS + "perspective.keys";
  static final String DEVICES_PERSPECTIVE = OURS + "perspective.devices";
  static final String KEY_SETS = OURS + "view.keysets";
  static final String LINKS = OURS + "view.links";
  static final String DEVICES = OURS + "view.devices";
  static final String JOBS = OURS + "view.jobs";
  static final String CONSOLE = OURS + "view.console";
  static final String AUDIT = OURS + "view.audit";
  static final String TRACE = OURS + "view.trace";
  static final String PROGRESS = "org.eclipse.ui.views.ProgressView";
  static final String START_EDITOR = OURS + "editor.start";
  static final String KEY_SET_EDITOR = OURS + "editor.keyset";

  private Ids() {}
}
