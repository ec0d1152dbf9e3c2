using System.Diagnostics;
using System.Globalization;

namespace Wasilo.Load.Harness;

/// <summary>Says what is being measured, with the time since the start; standard output is the result's.</summary>
internal sealed class StandardErrorProgress : IProgress<string>
{
    private readonly long _begun = Stopwatch.GetTimestamp();

    public void Report(string value) =>
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{Stopwatch.GetElapsedTime(_begun).TotalSeconds,4:0} s] {value}"));
}
