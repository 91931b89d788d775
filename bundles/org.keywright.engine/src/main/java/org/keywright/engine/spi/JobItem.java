// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.spi;

/**
 * One item of a job: one module and one place in it.
 *
 * @param sequence its position in the job, from 1; the same whenever the job is run
 * @param subject the module's serial number as people write it; empty until it is known
 * @param place which place of the module; may be empty
 * @param endpoint where the module is
 */
public record JobItem(long sequence, String subject, String place, String endpoint) {}
