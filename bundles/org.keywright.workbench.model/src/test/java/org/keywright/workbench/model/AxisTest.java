// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
  @ParameterizedTest
  @CsvSource({"0,1,1", "3,3,1", "7,8,2", "37,40,10", "96,100,50", "101,150,50", "8300,10000,5000"})
  void numbersEndAtARoundMark(double most, double end, double step) {
    assertThat(Axis.ofNumbers(most, 4)).isEqualTo(new Axis(end, step));
  }

  @ParameterizedTest
  @CsvSource({"0.3,1,1", "8,8,2", "47,47,10", "200,200,60", "5000,5000,900", "400000,400000,86400"})
  void timesHaveRoundMarksAndEndWhereTheyEnd(double seconds, double end, double step) {
    assertThat(Axis.ofTimes(seconds, 6)).isEqualTo(new Axis(end, step));
  }

  @Test
  void marksBeginAtZeroAndStayOnTheAxis() {
    assertThat(new Axis(47, 10).marks()).containsExactly(0.0, 10.0, 20.0, 30.0, 40.0);
    assertThat(new Axis(40, 10).marks()).endsWith(40.0);
    assertThat(new Axis(40, 10).part(10)).isEqualTo(0.25);
    assertThat(new Axis(40, 10).part(50)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0,0 s", "45,45 s", "60,1:00", "150,2:30", "3900,1:05:00"})
  void timesAreSaidShortly(double seconds, String words) {
    assertThat(Axis.time(seconds)).isEqualTo(words);
  }
}
