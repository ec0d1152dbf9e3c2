using System.Globalization;

namespace Orleans;

/// <summary>Exempts a grain class from idle collection.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class KeepAliveAttribute : Attribute;

/// <summary>The idle time after which activations of a grain class are collected, where the silo's default doesn't do.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class CollectionAgeLimitAttribute : Attribute
{
    /// <summary>The shortest age that days, hours and minutes can make; a written one may be shorter.</summary>
    public static readonly TimeSpan MinAgeLimit = TimeSpan.FromMinutes(1);

    private readonly TimeSpan? _given;

    /// <summary>An age by <see cref="Days"/>, <see cref="Hours"/> and <see cref="Minutes"/>.</summary>
    public CollectionAgeLimitAttribute()
    {
    }

    /// <summary>An age as <see cref="TimeSpan"/> is written, for example <c>00:05:00</c>.</summary>
    public CollectionAgeLimitAttribute(string inactivityPeriod) => _given = TimeSpan.Parse(inactivityPeriod, CultureInfo.InvariantCulture);

    /// <summary>Days of the age.</summary>
    public double Days { get; set; }

    /// <summary>Hours of the age.</summary>
    public double Hours { get; set; }

    /// <summary>Minutes of the age.</summary>
    public double Minutes { get; set; }

    /// <summary>Never collect.</summary>
    public bool AlwaysActive { get; set; }

    /// <summary>The age; infinite for <see cref="AlwaysActive"/>.</summary>
    public TimeSpan AgeLimit
    {
        get
        {
            if (AlwaysActive)
                return Timeout.InfiniteTimeSpan;
            if (_given is { } given)
                return given;
            var age = TimeSpan.FromDays(Days) + TimeSpan.FromHours(Hours) + TimeSpan.FromMinutes(Minutes);
            return age < MinAgeLimit ? MinAgeLimit : age;
        }
    }
}
