namespace Wasilo.WhatsApp.Messages;

/// <summary>Times as messages hold them. Others may write any number: what is no time is null.</summary>
internal static class UnixTimes
{
    private static readonly long FirstSecond = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();
    private static readonly long FirstMillisecond = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long LastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>0 is absent: that is what it means wherever it is written.</summary>
    internal static DateTimeOffset? FromSeconds(long seconds) => seconds != 0 && seconds >= FirstSecond && seconds <= LastSecond
        ? DateTimeOffset.FromUnixTimeSeconds(seconds)
        : null;

    internal static DateTimeOffset? FromSeconds(ulong seconds) => FromSeconds((long)Math.Min(seconds, long.MaxValue));

    internal static DateTimeOffset? FromMilliseconds(long milliseconds) =>
        milliseconds != 0 && milliseconds >= FirstMillisecond && milliseconds <= LastMillisecond
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
