namespace Wasilo.WhatsApp.Tests.Support;

/// <summary>A fact that takes a minute or so. It runs when WASILO_SLOW_TESTS is 1, and otherwise is reported as skipped, by name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SlowFactAttribute : FactAttribute
{
    public SlowFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("WASILO_SLOW_TESTS") != "1")
            Skip = "Slow. Set WASILO_SLOW_TESTS=1 to run it.";
    }
}
