using System.Reflection;
using System.Text.RegularExpressions;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Wasilo.Reporting;

namespace Wasilo.Micro;

/// <summary>
/// The benchmarks of this assembly under the names of <c>./dev bench</c>: <c>NodeBenchmarks</c> is <c>node</c>, and its
/// method <c>DecodeMessage</c> gives the rows <c>decode_message_ns</c> and <c>decode_message_bytes</c>.
/// </summary>
internal static partial class MicroBenchmarks
{
    private const string Suffix = "Benchmarks";

    private static IEnumerable<Type> Types => typeof(MicroBenchmarks).Assembly.GetTypes()
        .Where(type => type.IsPublic && type.Name.EndsWith(Suffix, StringComparison.Ordinal))
        .OrderBy(type => type.Name, StringComparer.Ordinal);

    public static Type? Find(string name) => Types.FirstOrDefault(type => NameOf(type) == name);

    public static int List()
    {
        foreach (var type in Types)
            Console.WriteLine($"{NameOf(type),-12}  {string.Join("; ", Methods(type).Select(Describe))}");

        return 0;
    }

    public static int Run(string name, Type type, bool json)
    {
        var summary = BenchmarkRunner.Run(type, MicroConfig.Create(new StandardErrorLogger()));
        if (summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success))
        {
            Console.Error.WriteLine("A benchmark failed; what BenchmarkDotNet said is above.");
            return 1;
        }

        var report = new BenchReport(name, [.. summary.Reports.SelectMany(Rows)]);
        BenchTable.Write(Console.Out, report);
        if (json)
            Console.WriteLine(report.ToJson());

        return 0;
    }

    private static IEnumerable<BenchResult> Rows(BenchmarkReport report)
    {
        var id = SnakeCase(report.BenchmarkCase.Descriptor.WorkloadMethod.Name);
        yield return BenchResult.Lower($"{id}_ns", report.ResultStatistics!.Median, null, "ns");
        yield return BenchResult.Lower($"{id}_bytes", report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0, null, "bytes");
    }

    private static IEnumerable<MethodInfo> Methods(Type type) =>
        type.GetMethods().Where(method => method.IsDefined(typeof(BenchmarkAttribute)));

    private static string Describe(MethodInfo method) => method.GetCustomAttribute<BenchmarkAttribute>()!.Description ?? method.Name;

    private static string NameOf(Type type) => SnakeCase(type.Name[..^Suffix.Length]);

    private static string SnakeCase(string name) => WordStart().Replace(name, "_").ToLowerInvariant().Replace("__", "_", StringComparison.Ordinal);

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex WordStart();
}
