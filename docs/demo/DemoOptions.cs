namespace Wasilo.Demo;

/// <summary>What <c>./dev demo</c> was asked for.</summary>
/// <param name="Api">The program of the single box, a dll.</param>
/// <param name="Folder">Where databases and logs go.</param>
/// <param name="Port">Where the API is to listen on the loopback address.</param>
/// <param name="Exits">Ends after the last step instead of running on.</param>
internal sealed record DemoOptions(string Api, string Folder, int Port, bool Exits)
{
    public const string Usage = "Demo --api DLL --folder FOLDER --port PORT [--exit]; ./dev demo gives it all of these.";

    /// <exception cref="FormatException">They are not as they should be.</exception>
    public static DemoOptions Parse(IReadOnlyList<string> arguments)
    {
        var values = new Dictionary<string, string>();
        var exits = false;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--exit")
                exits = true;
            else if (arguments[i].StartsWith("--", StringComparison.Ordinal) && i + 1 < arguments.Count)
                values[arguments[i]] = arguments[++i];
            else
                throw new FormatException(Usage);
        }

        string Value(string name) => values.TryGetValue(name, out var value) ? value : throw new FormatException(Usage);
        int Number(string name, string fallback) =>
            int.TryParse(values.GetValueOrDefault(name, fallback), out var number) ? number : throw new FormatException(Usage);
        return new DemoOptions(Value("--api"), Value("--folder"), Number("--port", ""), exits);
    }
}
