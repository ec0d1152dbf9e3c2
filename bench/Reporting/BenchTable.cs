using System.Globalization;

namespace Wasilo.Reporting;

/// <summary>The result of a benchmark as people read it.</summary>
public static class BenchTable
{
    private static readonly string[] Heads = ["measure", "ours", "peer", "aim", "unit", ""];

    public static void Write(TextWriter output, BenchReport report)
    {
        string[][] lines = [Heads, .. report.Rows.Select(Cells)];
        var widths = Heads.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        output.WriteLine();
        foreach (var line in lines)
            output.WriteLine(string.Join("  ", line.Select((cell, column) => Aligned(cell, widths[column], column))).TrimEnd());

        output.WriteLine();
    }

    private static string[] Cells(BenchResult row) =>
    [
        row.Id,
        Number(row.Ours),
        Number(row.Peer),
        row.Aim is null ? "-" : (row.Better == Better.Higher ? ">= " : "<= ") + Number(row.Aim),
        row.Unit,
        row.Aim is null ? "" : row.Met ? "met" : "NOT MET",
    ];

    private static string Aligned(string cell, int width, int column) =>
        column is 1 or 2 or 3 ? cell.PadLeft(width) : cell.PadRight(width);

    private static string Number(double? figure) =>
        figure?.ToString(figure >= 1000 ? "N0" : "0.##", CultureInfo.InvariantCulture) ?? "-";
}
