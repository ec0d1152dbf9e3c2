using System.Globalization;

namespace Wasilo.WhatsApp.Tests.Binary;

/// <summary>How much of the endless tests to run: a little on every change, much at night.</summary>
internal static class Settings
{
    public static int Count(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
