using System.Globalization;
using Microsoft.Extensions.Configuration;
using Wasilo.Silo.Startup;

namespace Wasilo.Silo.Configuration;

/// <summary>Reads settings and says in one line which one is wrong, and what it may be.</summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    /// <summary>The setting, or <paramref name="fallback"/> when it is absent or empty.</summary>
    public string Text(string key, string fallback) =>
        configuration[key] is { Length: > 0 } value ? value.Trim() : fallback;

    public string? OptionalText(string key) => configuration[key] is { Length: > 0 } value ? value.Trim() : null;

    public string OneOf(string key, string fallback, params ReadOnlySpan<string> accepted)
    {
        var value = Text(key, fallback);
        foreach (var word in accepted)
        {
            if (string.Equals(word, value, StringComparison.OrdinalIgnoreCase))
                return word;
        }

        throw Wrong(key, value, string.Join(" or ", accepted!));
    }

    public int Number(string key, int fallback, int least, int most)
    {
        if (OptionalText(key) is not { } text)
            return fallback;

        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw Wrong(key, text, $"a whole number from {least} to {most}");
    }

    public int Port(string key, int fallback) => Number(key, fallback, 0, 65535);

    public TimeSpan Seconds(string key, double fallback, double least, double most)
    {
        if (OptionalText(key) is not { } text)
            return TimeSpan.FromSeconds(fallback);

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? TimeSpan.FromSeconds(value)
            : throw Wrong(key, text, string.Create(CultureInfo.InvariantCulture, $"a number of seconds from {least} to {most}"));
    }

    /// <summary>A list: either <c>a,b</c> or one key an entry, as <c>Key:0</c>, <c>Key:1</c>.</summary>
    public IReadOnlyList<string> List(string key, params IReadOnlyList<string> fallback)
    {
        var entries = configuration.GetSection(key).GetChildren().Select(child => child.Value ?? "");
        if (configuration[key] is { } joined)
            entries = entries.Concat(joined.Split(','));

        var list = entries.Select(entry => entry.Trim()).Where(entry => entry.Length > 0).Distinct().ToArray();
        return list.Length > 0 ? list : fallback;
    }

    /// <summary>A mistyped key would otherwise leave its default in force without a word.</summary>
    public void RequireKnown(string section, params ReadOnlySpan<string> keys)
    {
        foreach (var child in configuration.GetSection(section).GetChildren())
        {
            var known = false;
            foreach (var key in keys)
                known |= string.Equals(child.Path, key, StringComparison.OrdinalIgnoreCase);

            if (!known)
                throw new StartupException($"{child.Path} is no setting. {section} has {string.Join(", ", keys!)}.");
        }
    }

    public static StartupException Wrong(string key, string value, string accepted) =>
        new($"{key} is '{value}'. It must be {accepted}.");
}
