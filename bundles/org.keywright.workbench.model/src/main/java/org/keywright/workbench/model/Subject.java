// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

/**
 * Something by its name: what an editor shows, or where a name in the console's output leads to.
 *
 * @param kind what it is
 * @param name of a key set its name, of a device its serial number, of a job its number, of a link
 *     the endpoint, of a plug-in its file or its scheme, of a request its number, of a party its
 *     name, of certificates whose they are; of the log nothing
 */
public record Subject(Kind kind, String name) {
  /** What a name can name. */
  public enum Kind {
    /** A key set, or a key of it. */
    KEY_SET,
    /** A device that the vault has dealt with. */
    DEVICE,
    /** A job. */
    JOB,
    /** A place where a module is or may be. */
    LINK,
    /** A transport or a vendor's jar. */
    PLUGIN,
    /** Something that was asked for. */
    REQUEST,
    /** A manufacturer, a personalization unit or a central system. */
    PARTY,
    /** Certificates that were issued. */
    CERTIFICATES,
    /** The log of acts. */
    LOG
  }
}
