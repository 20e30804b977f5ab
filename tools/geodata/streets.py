# SPDX-License-Identifier: MIT
"""Street grids, and districts grown on them block by block.

A grid is two families of streets at irregular distances, rotated and slightly bent. A patch is a
connected set of its cells. Outlines follow the street centre lines, lots stand back from them; all
points that neighbours share are equal to the millimetre.
"""

import math

from . import projection

SIDES = ((1, 0), (0, 1), (-1, 0), (0, -1))
REACH = 15  # streets on either side of the centre


def to_millimetres(x: float, y: float) -> tuple[int, int]:
    return round(x * 1000), round(y * 1000)


class Grid:
    def __init__(self, longitude, latitude, rng):
        x, y = projection.forward(longitude, latitude)
        self.origin = (round(x), round(y))
        self.angle = math.radians(-12 + 30 * rng.random())
        self.us, self.vs = self.streets(rng), self.streets(rng)
        self.half_width_u = [(8, 8, 12, 18)[int(4 * rng.random())] for _ in self.us]
        self.half_width_v = [(8, 8, 12, 18)[int(4 * rng.random())] for _ in self.vs]
        self.bend = [15 + 25 * rng.random() for _ in range(2)]
        self.phase = [2 * math.pi * rng.random() for _ in range(2)]

    @staticmethod
    def streets(rng):
        steps = [190 + 140 * rng.random() for _ in range(2 * REACH)]
        middle = sum(steps[:REACH]) + steps[REACH] / 2
        lines = [-middle]
        for step in steps:
            lines.append(lines[-1] + step)
        return lines

    def place(self, u: float, v: float) -> tuple[int, int]:
        """Grid coordinates to millimetres; a bend of 40 m over 3.6 km keeps the map one to one."""
        bent_u = u + self.bend[0] * math.sin(2 * math.pi * v / 3600 + self.phase[0])
        bent_v = v + self.bend[1] * math.sin(2 * math.pi * u / 3600 + self.phase[1])
        c, s = math.cos(self.angle), math.sin(self.angle)
        x, y = self.origin
        return to_millimetres(x + c * bent_u - s * bent_v, y + s * bent_u + c * bent_v)

    def cell_area(self, cell) -> float:
        i, j = cell
        return (self.us[i + 1] - self.us[i]) * (self.vs[j + 1] - self.vs[j])

    def cell_middle(self, cell) -> tuple[float, float]:
        i, j = cell
        return (self.us[i] + self.us[i + 1]) / 2, (self.vs[j] + self.vs[j + 1]) / 2

    def circle(self, cell):
        """A circle in metres that holds the cell: x, y, radius."""
        i, j = cell
        x, y = self.place(*self.cell_middle(cell))
        half = math.hypot(self.us[i + 1] - self.us[i], self.vs[j + 1] - self.vs[j]) / 2
        return x / 1000, y / 1000, half + 4

    def contains(self, cell) -> bool:
        return 0 <= cell[0] < len(self.us) - 1 and 0 <= cell[1] < len(self.vs) - 1


class Occupied:
    """The circles of all cells taken so far, by owner, in kilometre bins."""

    def __init__(self):
        self.bins = {}

    def add(self, owner, circle):
        self.bins.setdefault((int(circle[0] // 1000), int(circle[1] // 1000)), []).append((owner, circle))

    def free(self, owner, circle, clearance: float) -> bool:
        x, y, radius = circle
        column, row = int(x // 1000), int(y // 1000)
        for i in range(column - 2, column + 3):
            for j in range(row - 2, row + 3):
                for other, (ox, oy, oradius) in self.bins.get((i, j), ()):
                    if other != owner and math.hypot(x - ox, y - oy) < radius + oradius + clearance:
                        return False
        return True


def neighbours(cell):
    return [(cell[0] + di, cell[1] + dj) for di, dj in SIDES]


def around(cell):
    i, j = cell
    return [(i + di, j + dj) for di in (-1, 0, 1) for dj in (-1, 0, 1) if di or dj]


def touches_only_at_a_corner(cell, cells) -> bool:
    """Would adding the cell make two cells meet at a corner alone?"""
    i, j = cell
    for di in (-1, 1):
        for dj in (-1, 1):
            if (i + di, j + dj) in cells and (i + di, j) not in cells and (i, j + dj) not in cells:
                return True
    return False


def grow(grid, area: float, rng, allowed) -> set:
    """Cells around the middle of the grid until the area is reached."""
    stretch, noise = 1 + 0.4 * rng.random(), {}
    cells, total = set(), 0.0
    frontier = [(REACH, REACH)]

    def score(cell):
        u, v = grid.cell_middle(cell)
        joined = sum(n in cells for n in neighbours(cell))
        return math.hypot(u / stretch, v * stretch) * noise[cell] * (1.3 - 0.15 * joined)

    while total < area:
        for cell in frontier:
            noise.setdefault(cell, 0.75 + 0.5 * rng.random())
        usable = [c for c in frontier if allowed(c) and not touches_only_at_a_corner(c, cells)]
        if not usable:
            raise ValueError(f"no room to grow to {area} m2 at {grid.origin}")
        best = min(usable, key=score)
        cells.add(best)
        total += grid.cell_area(best)
        frontier = sorted(c for c in {n for c in cells for n in neighbours(c)} - cells if grid.contains(c))
    return cells


def fill_holes(cells) -> set:
    """The cells with everything they enclose."""
    low_i, high_i = min(c[0] for c in cells) - 1, max(c[0] for c in cells) + 1
    low_j, high_j = min(c[1] for c in cells) - 1, max(c[1] for c in cells) + 1
    outside, stack = {(low_i, low_j)}, [(low_i, low_j)]
    while stack:
        for n in neighbours(stack.pop()):
            if n not in cells and n not in outside and low_i <= n[0] <= high_i and low_j <= n[1] <= high_j:
                outside.add(n)
                stack.append(n)
    box = {(i, j) for i in range(low_i, high_i + 1) for j in range(low_j, high_j + 1)}
    return box - outside


def widen(cells, rng, allowed) -> set:
    """The filled cells and most of the free cells next to them."""
    wide = fill_holes(cells)
    rim = sorted({n for c in wide for n in around(c)} - wide)
    candidates = [c for c in rim if rng.random() < 0.8 and allowed(c)]
    for _ in range(3):  # a cell may have to wait for its neighbours
        for cell in candidates:
            joined = any(n in wide for n in neighbours(cell))
            if cell not in wide and joined and not touches_only_at_a_corner(cell, wide):
                wide.add(cell)
    return wide


def trace(cells) -> list:
    """Rings of grid nodes around the cells, cells on the left; the shell first."""
    follow = {}
    for i, j in sorted(cells):
        corners = ((i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1))
        outward = ((0, -1), (1, 0), (0, 1), (-1, 0))
        for k, (di, dj) in enumerate(outward):
            if (i + di, j + dj) not in cells:
                follow[corners[k]] = corners[(k + 1) % 4]
    rings = []
    while follow:
        start = node = min(follow)
        ring = []
        while node in follow:
            ring.append(node)
            node = follow.pop(node)
        assert node == start
        rings.append(ring)
    return rings


class Patch:
    """Cells of one grid with their chamfered corners."""

    def __init__(self, grid, cells, rng, may_chamfer):
        self.grid, self.cells = grid, cells
        self.rings = trace(cells)
        self.chamfers = {}
        for node in self.rings[0]:
            inside = [c for c in self.cells_at(node) if c in cells]
            if len(inside) == 1 and may_chamfer(node, inside[0]):
                self.chamfers[node] = (0, 30, 45, 60)[int(4 * rng.random())]

    @staticmethod
    def cells_at(node):
        i, j = node
        return [(i - 1, j - 1), (i, j - 1), (i, j), (i - 1, j)]

    def outline(self) -> list:
        """The polygon of the patch: shell and holes."""
        return [self.ring_points(ring) for ring in self.rings]

    def ring_points(self, ring) -> list:
        points = []
        for k, node in enumerate(ring):
            u, v = self.grid.us[node[0]], self.grid.vs[node[1]]
            size = self.chamfers.get(node, 0)
            if size == 0:
                points.append(self.grid.place(u, v))
                continue
            for other in (ring[k - 1], ring[(k + 1) % len(ring)]):
                du, dv = self.grid.us[other[0]] - u, self.grid.vs[other[1]] - v
                length = abs(du) + abs(dv)
                points.append(self.grid.place(u + du * size / length, v + dv * size / length))
        return points

    def corner_cuts(self, cell) -> dict:
        """Size of the cut at each chamfered corner of the block in the cell."""
        i, j = cell
        cuts = {}
        for di, dj in ((0, 0), (1, 0), (1, 1), (0, 1)):
            size = self.chamfers.get((i + di, j + dj), 0)
            if size:
                back = self.grid.half_width_u[i + di] + self.grid.half_width_v[j + dj]
                cuts[di, dj] = size - back * (1 - math.sqrt(0.5))
        return cuts

    def block(self, cell) -> tuple[float, float, float, float]:
        """The cell without the streets' half widths: low u, low v, high u, high v."""
        (i, j), grid = cell, self.grid
        return (
            grid.us[i] + grid.half_width_u[i],
            grid.vs[j] + grid.half_width_v[j],
            grid.us[i + 1] - grid.half_width_u[i + 1],
            grid.vs[j + 1] - grid.half_width_v[j + 1],
        )

    def lot_rings(self, cell, us, vs):
        """Draws boxes on the lattice of the given lines in the block of the cell."""
        columns, rows = len(us) - 1, len(vs) - 1
        cuts = {(di * columns, dj * rows): size for (di, dj), size in self.corner_cuts(cell).items()}
        return LotRings(self.grid, us, vs, cuts)

    def lots(self, cell, columns: int, rows: int):
        """(ring of the whole block, rings of its lots); the streets' half widths stay free."""
        u0, v0, u1, v1 = self.block(cell)
        us = [u0 + (u1 - u0) * k / columns for k in range(columns + 1)]
        vs = [v0 + (v1 - v0) * k / rows for k in range(rows + 1)]
        draw = self.lot_rings(cell, us, vs)
        lots = [draw.box(a, b, a + 1, b + 1) for b in range(rows) for a in range(columns)]
        return draw.box(0, 0, columns, rows), lots


class LotRings:
    """Draws rings on the little lattice of one block, cutting the block's chamfered corners."""

    def __init__(self, grid, us, vs, cuts):
        self.grid, self.us, self.vs, self.cuts = grid, us, vs, cuts

    def box(self, a0, b0, a1, b1):
        nodes = [(a, b0) for a in range(a0, a1)] + [(a1, b) for b in range(b0, b1)]
        nodes += [(a, b1) for a in range(a1, a0, -1)] + [(a0, b) for b in range(b1, b0, -1)]
        ring = []
        for k, node in enumerate(nodes):
            ring += self.corner(node, nodes[k - 1], nodes[(k + 1) % len(nodes)])
        return ring

    def corner(self, node, before, after):
        u, v = self.us[node[0]], self.vs[node[1]]
        if node not in self.cuts:
            return [self.grid.place(u, v)]
        points = []
        for other in (before, after):
            du, dv = self.us[other[0]] - u, self.vs[other[1]] - v
            part = self.cuts[node] / (abs(du) + abs(dv))
            points.append(self.grid.place(u + du * part, v + dv * part))
        return points
