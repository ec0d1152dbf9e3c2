using Wasilo.Reporting;

namespace Wasilo.Load.Harness;

/// <summary>One benchmark of <c>./dev bench NAME</c>. A class of this assembly registers itself by implementing it.</summary>
internal interface IBenchmark
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>What it measures, in one line.</summary>
    string Description { get; }

    /// <summary>Whether it is about Orleans, so that its peer is itself, built with the other Orleans; otherwise it brings its own peer.</summary>
    bool ComparesOrleans => false;

    /// <summary>Measures.</summary>
    Task<IReadOnlyList<BenchResult>> RunAsync(IProgress<string> progress, CancellationToken cancellation);
}
