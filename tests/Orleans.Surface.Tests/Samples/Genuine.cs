namespace Wasilo.Surface.Samples;

/// <summary>Types that play real Orleans. Each has its namesake in <see cref="Copied"/>.</summary>
public static class Genuine
{
    public class Same(int number)
    {
        public int Number { get; protected set; } = number;

        public static T? Pick<T>(IReadOnlyList<T> items, int index = 0)
            where T : class => items.Count > index ? items[index] : null;

        public virtual Task Run(CancellationToken cancellationToken = default) => Task.CompletedTask;
    }

    public class Fewer : List<string>, IDisposable
    {
        public void Dispose() => GC.SuppressFinalize(this);

        public void Extra() => Clear();
    }

    public class Bare;

    public class Parameters
    {
        public void Call(string text, int number) => ArgumentOutOfRangeException.ThrowIfNegative(number, text);
    }

    public class Result
    {
        public int Answer() => 42;
    }

    public class Access
    {
        protected void Hidden() => GC.KeepAlive(this);
    }

    public class Constraint
    {
        public void Call<T>()
            where T : class, new() => GC.KeepAlive(new T());
    }

    public class Setter
    {
        public int Number { get; init; }
    }

    public class Needed
    {
        public required int Number { get; init; }
    }

    public class Aged
    {
        [Obsolete("Use something else.")]
        public void Old() => GC.KeepAlive(this);
    }

    public class Fixed
    {
        public void Run() => GC.KeepAlive(this);
    }

    public sealed class Final;

    public struct Kind;

    public class Base : ArgumentException;

    public class Interfaces;

    public enum Numbers
    {
        None,
        One,
    }

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class TargetAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class OnceAttribute : Attribute;
}
