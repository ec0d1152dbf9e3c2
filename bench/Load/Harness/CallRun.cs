namespace Wasilo.Load.Harness;

/// <summary>What a stretch of calls came to.</summary>
/// <param name="CallsPerSecond">Completed calls of all callers.</param>
/// <param name="P99">What 99 of 100 calls took at most, in microseconds.</param>
internal sealed record CallRun(double CallsPerSecond, double P99);
