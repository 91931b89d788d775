// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

/** What the parts are called in {@code plugin.xml}. */
public final class Ids {
  public static final String OURS = "org.keywright.workbench.";

  public static final String KEYS_PERSPECTIVE = OURS + "perspective.keys";
  public static final String DEVICES_PERSPECTIVE = OURS + "perspective.devices";
  public static final String KEY_SETS = OURS + "view.keysets";
  public static final String LINKS = OURS + "view.links";
  public static final String DEVICES = OURS + "view.devices";
  public static final String JOBS = OURS + "view.jobs";
  public static final String CONSOLE = OURS + "view.console";
  public static final String AUDIT = OURS + "view.audit";
  public static final String REQUESTS = OURS + "view.requests";
  public static final String TRACE = OURS + "view.trace";
  public static final String PROGRESS = "org.eclipse.ui.views.ProgressView";
  public static final String START_EDITOR = OURS + "editor.start";
  public static final String KEY_SET_EDITOR = OURS + "editor.keyset";

  private Ids() {}
}
