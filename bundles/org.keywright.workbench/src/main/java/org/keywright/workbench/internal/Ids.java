// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

/** What the parts are called in {@code plugin.xml}. */
public final class Ids {
  public static final String OURS = "org.keywright.workbench.";

  public static final String START_PERSPECTIVE = OURS + "perspective.start";
  public static final String KEYS_PERSPECTIVE = OURS + "perspective.keys";
  public static final String DEVICES_PERSPECTIVE = OURS + "perspective.devices";
  public static final String JOBS_PERSPECTIVE = OURS + "perspective.jobs";
  public static final String PAIRING_PERSPECTIVE = OURS + "perspective.pairing";
  public static final String PERSONALIZATION_PERSPECTIVE = OURS + "perspective.personalization";
  public static final String KEY_SETS = OURS + "view.keysets";
  public static final String LINKS = OURS + "view.links";
  public static final String DEVICES = OURS + "view.devices";
  public static final String JOBS = OURS + "view.jobs";
  public static final String CONSOLE = OURS + "view.console";
  public static final String AUDIT = OURS + "view.audit";
  public static final String REQUESTS = OURS + "view.requests";
  public static final String OFFICERS = OURS + "view.officers";
  public static final String TRACE = OURS + "view.trace";
  public static final String ORDERS = OURS + "view.orders";
  public static final String CERTIFICATES = OURS + "view.certificates";
  public static final String PARTIES = OURS + "view.parties";
  public static final String PAIRED_UNITS = OURS + "view.pairedunits";
  public static final String CODE_DESK = OURS + "view.codedesk";
  public static final String CASES = OURS + "view.cases";
  public static final String FINDINGS = OURS + "view.findings";
  public static final String PROBLEMS = OURS + "view.problems";
  public static final String PROPERTIES = OURS + "view.properties";
  public static final String GUIDE = OURS + "view.guide";
  public static final String PROGRESS = "org.eclipse.ui.views.ProgressView";
  public static final String PROPERTIES_COMMAND = "org.eclipse.ui.file.properties";
  public static final String COPY_COMMAND = "org.eclipse.ui.edit.copy";
  public static final String SELECT_ALL_COMMAND = "org.eclipse.ui.edit.selectAll";
  public static final String FIND_COMMAND = "org.eclipse.ui.edit.findReplace";
  public static final String REFRESH_COMMAND = "org.eclipse.ui.file.refresh";
  public static final String LABEL_COMMAND = "org.eclipse.ui.edit.rename";
  public static final String START_EDITOR = OURS + "editor.start";
  public static final String KEY_SET_EDITOR = OURS + "editor.keyset";
  public static final String LOAD = OURS + "load";
  public static final String LOAD_KEY_SET = "keyset";
  public static final String LOAD_REF = "ref";
  public static final String LOAD_ENDPOINTS = "endpoints";
  public static final String LOAD_LIST = "list";
  public static final String DEVICE_OPEN = OURS + "device.open";
  public static final String DEVICE_SERIAL = "serial";
  public static final String JOB_SHOW = OURS + "job.show";
  public static final String JOB_NUMBER = "job";
  public static final String ORDER_MODULE = "module";
  public static final String ORDER_UNIT = "unit";
  public static final String PARTY_ACT = "act";
  public static final String PARTY_NAME = "party";
  public static final String CAMPAIGN = OURS + "campaign";
  public static final String RESET_COLUMNS = OURS + "columns";
  public static final String CEREMONY = OURS + "ceremony";
  public static final String CEREMONY_SCRIPT = "script";

  private Ids() {}

  /** The whole name of a command, which is one of ours if it is no platform's. */
  static String command(String name) {
    return name.startsWith("org.eclipse.") ? name : OURS + name;
  }
}
